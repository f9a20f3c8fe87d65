package io.adxstage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as companies have it: CONNECT only. It looks names up by itself, so that a test may give real names with their real
 * ports to servers on this machine.
 */
public final class ConnectProxy implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Integer> known = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final @Nullable String user;

    /** Lets everybody through. */
    public ConnectProxy() throws IOException {
        this(null);
    }

    /** @param user {@code name:password} */
    public ConnectProxy(@Nullable String user) throws IOException {
        this.user = user;
        Thread.ofVirtual().start(this::accept);
    }

    /** What HTTPS_PROXY takes. */
    public String url() {
        return "http://" + (user == null ? "" : user + "@") + "localhost:" + door.getLocalPort();
    }

    /** From now on the name, with whatever port, leads to this port of loopback. */
    public ConnectProxy knows(String host, int port) {
        known.put(host, port);
        return this;
    }

    /** Which {@code host:port} was asked for by somebody who may. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            HttpHead head = HttpHead.read(client.getInputStream());
            while (!mayPass(head)) {
                say(client, "407 Who are you?\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
                head = HttpHead.read(client.getInputStream());
            }
            String target = head.word(1);
            Integer port = known.get(target.replaceFirst(":\\d+$", ""));
            if (!head.word(0).equals("CONNECT") || port == null) {
                say(client, "502 Unknown\r\nContent-Length: 0");
                return;
            }
            asked.add(target);
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.add(server);
                say(client, "200 Connected");
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException over) {
            // The client sees a closed connection.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayPass(HttpHead head) {
        return user == null
                || head.header("Proxy-Authorization")
                        .equals("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException over) {
            // The other direction sees it too.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
