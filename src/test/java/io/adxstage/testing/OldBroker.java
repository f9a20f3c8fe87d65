package io.adxstage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that knows MQTT 3.1.1 only: stands before a real one, refuses a CONNECT of version 5 in the way of its time,
 * and passes everything else on.
 */
public final class OldBroker implements AutoCloseable {

    /** CONNACK, return code 1: unacceptable protocol version (MQTT 3.1.1, 3.2.2.3). */
    private static final byte[] REFUSAL = {0x20, 2, 0, 1};

    private final ServerSocket door;
    private final int behind;
    private final AtomicInteger refused = new AtomicInteger();

    public OldBroker(int behind) throws IOException {
        this.behind = behind;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public String url() {
        return "mqtt://127.0.0.1:" + door.getLocalPort();
    }

    /** How many connections of MQTT 5 were refused. */
    public int refused() {
        return refused.get();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            // Fixed header, length (one byte is enough for these tests' CONNECT), "MQTT", version.
            byte[] start = client.getInputStream().readNBytes(9);
            if (start.length == 9 && start[8] == 5) {
                refused.incrementAndGet();
                // To the end: closed with unread bytes, a socket takes the refusal back.
                client.getInputStream().readNBytes(2 + start[1] - start.length);
                client.getOutputStream().write(REFUSAL);
                return;
            }
            broker.getOutputStream().write(start);
            Thread answers = Thread.ofVirtual().start(() -> copy(broker, client));
            copy(client, broker);
            answers.join();
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException over) {
            // One side hung up: so does the other.
        } finally {
            try {
                to.close();
            } catch (IOException gone) {
                // It is closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
