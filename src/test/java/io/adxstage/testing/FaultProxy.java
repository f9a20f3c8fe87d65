package io.adxstage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Stands before a server of plain HTTP, such as the ADX stand-in, and spoils the conversation as it is told to. The
 * {@code Host} of a request is passed on, so that a server which names itself by it names the proxy. One request a
 * connection; the modes may be changed at any time, and a connection that hangs is cut when its kind's mode changes.
 */
public final class FaultProxy implements AutoCloseable {

    /** What a request is about. */
    public enum Kind {
        /** Commands, queries: {@code /v1/rest/}, {@code /v2/rest/}. */
        MANAGEMENT,
        /** Streaming ingestion: {@code /v1/rest/ingest/}. */
        STREAM,
        /** Uploads: PUT. */
        BLOB,
        /** Messages to a queue: POST to {@code .../messages}. */
        QUEUE,
        OTHER;

        /** How the ADX stand-in's list of its storage names what takes these requests; empty: it names nothing of the kind. */
        private String place() {
            return switch (this) {
                case BLOB -> "/storage/container";
                case QUEUE -> "/storage/queue";
                default -> "";
            };
        }

        static Kind of(String method, String target) {
            String path = target.replaceFirst("\\?.*", "");
            if (path.startsWith("/v1/rest/ingest/")) {
                return STREAM;
            }
            if (path.startsWith("/v1/rest/") || path.startsWith("/v2/rest/")) {
                return MANAGEMENT;
            }
            if (method.equals("POST") && path.endsWith("/messages")) {
                return QUEUE;
            }
            return method.equals("PUT") ? BLOB : OTHER;
        }
    }

    /** What is done to a request. */
    public sealed interface Mode {
        /** Nothing. */
        Mode PASS = Plain.PASS;
        /** The request is not even read. */
        Mode HANG = Plain.HANG;
        /** The request is read to its end and beyond, and that is all. */
        Mode BLACK_HOLE = Plain.BLACK_HOLE;
        /** Nothing listens on the port. Of the whole proxy, or of a kind {@link #withOwnPort}: it shows before a request is known. */
        Mode REFUSE = Plain.REFUSE;
        /** The connection is reset amid the request's body; the server sees nothing of it. */
        Mode RESET = Plain.RESET;
        /** The server gets the request and answers; the connection is reset in place of the answer. */
        Mode CUT_ANSWER = Plain.CUT_ANSWER;
        /** What Azure Storage says to a signature that has expired. */
        Mode STORAGE_FORBIDDEN = new Answer(403, "x-ms-error-code: AuthenticationFailed\r\n", """
                <?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to \
                authenticate the request. Make sure the value of Authorization header is formed correctly including \
                the signature.</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame\
                </AuthenticationErrorDetail></Error>""");

        enum Plain implements Mode {
            PASS,
            HANG,
            BLACK_HOLE,
            REFUSE,
            RESET,
            CUT_ANSWER
        }

        /** Answered in the server's place. @param headers whole lines, each with its end */
        record Answer(int status, String headers, String body) implements Mode {}

        /** Passed on, but later. */
        record Slow(Duration delay) implements Mode {}

        static Mode status(int status) {
            return new Answer(status, "", "");
        }

        /** 429. */
        static Mode throttled(Duration retryAfter) {
            return new Answer(429, "Retry-After: " + retryAfter.toSeconds() + "\r\n", "");
        }

        static Mode slow(Duration delay) {
            return new Slow(delay);
        }
    }

    private final URI target;
    private final int port;
    private final Map<Kind, Mode> modes = new EnumMap<>(Kind.class);
    private final Map<Kind, AtomicLong> requests = new EnumMap<>(Kind.class);
    private final Map<Kind, FaultProxy> ownPorts = new ConcurrentHashMap<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Socket keeper = new Socket();
    private boolean closed;

    /** Listens on a free port of loopback, and passes everything on. */
    public FaultProxy(URI target) throws IOException {
        this(target, 0);
    }

    /** @param port to listen on; 0 for a free one */
    public FaultProxy(URI target, int port) throws IOException {
        this.target = target;
        for (Kind kind : Kind.values()) {
            modes.put(kind, Mode.PASS);
            requests.put(kind, new AtomicLong());
        }
        this.door = open(port);
        this.port = door.getLocalPort();
    }

    public int port() {
        return port;
    }

    /** {@code localhost} and the port: Kusto's client asks for no token there. */
    public String url() {
        return "http://localhost:" + port;
    }

    /**
     * Gives requests of a kind a port of their own, as a cluster's storage is a place of its own: whoever asks the stand-in
     * for its storage is told that port.
     *
     * @param kind {@code BLOB} or {@code QUEUE}
     */
    public FaultProxy withOwnPort(Kind kind) throws IOException {
        if (kind.place().isEmpty()) {
            throw new IllegalArgumentException("No client is told where to send requests of the kind " + kind);
        }
        ownPorts.put(kind, new FaultProxy(target));
        return this;
    }

    /** How many requests of a kind came, whatever was done to them. */
    public long requests(Kind kind) {
        FaultProxy own = ownPorts.get(kind);
        return requests.get(kind).get() + (own == null ? 0 : own.requests(kind));
    }

    /** From now on, for every kind. */
    public synchronized void set(Mode mode) {
        modes.replaceAll((kind, before) -> mode);
        ownPorts.values().forEach(own -> own.set(mode));
        changed();
    }

    /** From now on, for one kind. */
    public synchronized void set(Kind kind, Mode mode) {
        FaultProxy own = ownPorts.get(kind);
        if (own != null) {
            own.set(mode);
        }
        if (mode == Mode.REFUSE && own != null) {
            return;
        }
        if (mode == Mode.REFUSE) {
            throw new IllegalArgumentException("A port is closed to every kind of request.");
        }
        if (modes.containsValue(Mode.REFUSE)) {
            throw new IllegalStateException("The port is closed; open it for every kind first.");
        }
        modes.put(kind, mode);
        changed();
    }

    private void changed() {
        try {
            if (modes.containsValue(Mode.REFUSE)) {
                if (!door.isClosed()) {
                    door.close();
                    keeper = keep(port);
                }
                clients.forEach(FaultProxy::reset);
            } else if (door.isClosed() && !closed) {
                keeper.close();
                door = open(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
    }

    /** Nobody else gets the port, and nobody listens there. It is free once the thread that accepted has left it. */
    private static Socket keep(int port) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(
                        () -> {
                            Socket keeper = new Socket();
                            keeper.setReuseAddress(true);
                            keeper.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                            return keeper;
                        },
                        Socket::isBound);
    }

    private ServerSocket open(int wanted) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        Thread.ofVirtual().start(() -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            HttpHead request = HttpHead.read(in);
            Kind kind = Kind.of(request.word(0), request.word(1));
            requests.get(kind).incrementAndGet();
            spoil(kind, request, client);
        } catch (IOException | RuntimeException over) {
            reset(client);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    private void spoil(Kind kind, HttpHead request, Socket client) throws IOException, InterruptedException {
        Mode mode = mode(kind);
        switch (mode) {
            case Mode.Answer answer -> {
                request.drain(client.getInputStream());
                answer(answer, client.getOutputStream());
            }
            case Mode.Slow slow -> {
                await(kind, mode, slow.delay());
                pass(request, client, true);
            }
            case Mode.Plain plain -> {
                switch (plain) {
                    case PASS -> pass(request, client, true);
                    case CUT_ANSWER -> pass(request, client, false);
                    case RESET -> {
                        request.someBody(client.getInputStream());
                        reset(client);
                    }
                    case REFUSE -> reset(client);
                    case HANG -> {
                        await(kind, mode, Duration.ofDays(1));
                        reset(client);
                    }
                    case BLACK_HOLE -> {
                        request.drain(client.getInputStream());
                        await(kind, mode, Duration.ofDays(1));
                        reset(client);
                    }
                }
            }
        }
    }

    private synchronized Mode mode(Kind kind) {
        return modes.get(kind);
    }

    private synchronized void await(Kind kind, Mode mode, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toNanos(); left > 0 && !closed && modes.get(kind).equals(mode); ) {
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }

    private void pass(HttpHead request, Socket client, boolean answered) throws IOException {
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            OutputStream out = server.getOutputStream();
            out.write(request.forOneRequest());
            request.copyBody(client.getInputStream(), out);
            out.flush();
            InputStream in = server.getInputStream();
            HttpHead answer = HttpHead.read(in);
            if (answered && !ownPorts.isEmpty() && request.word(1).contains("/rest/mgmt")) {
                passNamingOwnPorts(answer, in, client.getOutputStream());
            } else if (answered) {
                client.getOutputStream().write(answer.forOneRequest());
                in.transferTo(client.getOutputStream());
            } else {
                in.transferTo(OutputStream.nullOutputStream());
                reset(client);
            }
        }
    }

    private void passNamingOwnPorts(HttpHead answer, InputStream in, OutputStream out) throws IOException {
        String body = new String(answer.body(in), StandardCharsets.UTF_8);
        for (Map.Entry<Kind, FaultProxy> own : ownPorts.entrySet()) {
            String place = own.getKey().place();
            body = body.replace(url() + place, own.getValue().url() + place);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(answer.withLength(bytes.length).forOneRequest());
        out.write(bytes);
        out.flush();
    }

    private static void answer(Mode.Answer answer, OutputStream out) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + " Fault\r\n" + answer.headers() + "Content-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /** Closes without a farewell: the other side sees "connection reset". */
    private static void reset(Socket socket) {
        try (socket) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            // As wanted.
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        door.close();
        keeper.close();
        clients.forEach(FaultProxy::reset);
        for (FaultProxy own : ownPorts.values()) {
            own.close();
        }
        notifyAll();
    }
}
