package io.adxstage.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small server of HTTP/1.1 on loopback, over TLS or not, that does what the JDK's own does not: it can lie about the time,
 * hang, and change its certificate. One request a connection.
 */
final class TlsServer implements AutoCloseable {

    /** What is answered to a request. */
    @FunctionalInterface
    interface Handler {
        Response answer(Request request) throws IOException, InterruptedException;
    }

    record Request(HttpHead head, byte[] body) {

        String method() {
            return head.word(0);
        }

        URI target() {
            return URI.create(head.word(1));
        }

        String path() {
            return target().getPath();
        }

        /** Empty where there is none. */
        String header(String name) {
            return head.header(name);
        }

        /** The name that was asked for, without the port. */
        String host() {
            return header("Host").replaceFirst(":\\d+$", "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The body as a form has it. */
        Map<String, String> form() {
            return Arrays.stream(text().split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1]), (one, two) -> two));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    record Response(int status, Map<String, String> headers, byte[] body) {

        static Response json(int status, Object json) {
            return new Response(
                    status,
                    Map.of("Content-Type", "application/json; charset=utf-8"),
                    json.toString().getBytes(StandardCharsets.UTF_8));
        }

        static Response empty(int status) {
            return new Response(status, Map.of(), new byte[0]);
        }

        Response with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }
    }

    private final Handler handler;
    private volatile ServerSocket door;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration skew = Duration.ZERO;
    private volatile @Nullable SSLContext tls;

    /**
     * Listens on a free port.
     *
     * @param tls the server's certificate; without, it speaks plain HTTP
     */
    TlsServer(@Nullable SSLContext tls, Handler handler) {
        this.handler = handler;
        this.tls = tls;
        try {
            this.door = ServerSocketFactory.getDefault().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        accept(door);
    }

    /** From now on connections are refused, and those that are there cut; or no more. */
    synchronized void refuse(boolean refuses) {
        try {
            if (refuses) {
                door.close();
                for (Socket client : clients) {
                    client.close();
                }
            } else if (door.isClosed() && closed.getCount() > 0) {
                door = ServerSocketFactory.getDefault()
                        .createServerSocket(door.getLocalPort(), 50, InetAddress.getLoopbackAddress());
                accept(door);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on the server's clock is ahead by this much. */
    void skewClock(Duration ahead) {
        skew = ahead;
    }

    /** From now on this is the certificate. */
    void present(SSLContext certificate) {
        tls = certificate;
    }

    /** Waits until the client has gone, or the server closes: for a handler that does not answer. */
    Response hang() throws InterruptedException {
        var unused = closed.await(1, TimeUnit.HOURS);
        throw new InterruptedException("closed");
    }

    private void accept(ServerSocket open) {
        Thread.ofVirtual().start(() -> acceptAll(open));
    }

    private void acceptAll(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                Socket client = open.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        SSLContext certificate = tls;
        try (plain;
                Socket client = certificate == null
                        ? plain
                        : certificate.getSocketFactory().createSocket(plain, plain.getInputStream(), true)) {
            HttpHead head = HttpHead.read(client.getInputStream());
            Request request = new Request(head, head.body(client.getInputStream()));
            write(handler.answer(request), client.getOutputStream());
        } catch (IOException | RuntimeException over) {
            // The client sees a closed connection.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(plain);
        }
    }

    private void write(Response response, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " Answer\r\n");
        response.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Date: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Clock.systemUTC().instant().plus(skew).atZone(ZoneOffset.UTC))
                + "\r\n");
        head.append("Content-Length: " + response.body().length + "\r\nConnection: close\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(response.body());
        out.flush();
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        try {
            door.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException gone) {
            // As wanted.
        }
    }
}
