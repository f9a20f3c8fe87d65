package io.adxstage.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a broker, which can be cut at any time; who connects again gets through. */
final class Cable implements AutoCloseable {

    private final ServerSocket door;
    private final int behind;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

    Cable(int behind) throws IOException {
        this.behind = behind;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + door.getLocalPort();
    }

    void cut() {
        ends.forEach(Cable::reset);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), behind);
                ends.add(client);
                ends.add(broker);
                Thread.ofVirtual().start(() -> copy(client, broker));
                Thread.ofVirtual().start(() -> copy(broker, client));
            } catch (IOException noBroker) {
                // The client sees its connection close, and tries again.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // One side hung up: so does the other.
        } finally {
            reset(from);
            reset(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // As wanted.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
