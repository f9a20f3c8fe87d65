package io.adxstage.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that a client takes for a broker: CONNECT, SUBSCRIBE to one topic, and messages on it as fast as the client
 * takes them, no more unacknowledged than a window. A real broker needs more of two cores than those who are measured.
 * A program of its own. Says {@code port <number>}, then for each line {@code <topic> <qos> <count>} read it publishes and
 * says {@code sent} when all is written (QoS 0) or acknowledged (QoS 1). Argument: the window.
 */
final class FireHose {

    /** Different payloads. */
    private static final int KINDS = 8_192;

    private static final int AT_ONCE = 32 * 1024;

    private final int window;
    private final byte[][] payloads = new byte[KINDS][];
    private final Map<String, CompletableFuture<Client>> clients = new ConcurrentHashMap<>();

    private FireHose(int window) {
        this.window = window;
        for (int n = 0; n < KINDS; n++) {
            payloads[n] = Sample.payload(n);
        }
    }

    public static void main(String... arguments) throws IOException {
        var hose = new FireHose(Integer.parseInt(arguments[0]));
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> hose.accept(server));
            hose.obey();
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            System.out.println("closed: " + closed);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Client(socket).read();
        } catch (IOException gone) {
            System.out.println("gone: " + gone);
        }
    }

    private void obey() throws IOException {
        var orders = new java.util.Scanner(System.in, StandardCharsets.UTF_8);
        while (orders.hasNextLine()) {
            String[] order = orders.nextLine().split(" ");
            Client client = clients.computeIfAbsent(order[0], topic -> new CompletableFuture<>())
                    .join();
            client.publish(order[0], Integer.parseInt(order[1]), Integer.parseInt(order[2]));
            System.out.println("sent");
        }
    }

    /** Tells what it holds without asking the system. */
    private static final class Buffered extends BufferedInputStream {

        Buffered(InputStream in) {
            super(in, 64 * 1024);
        }

        boolean hasMore() {
            return count > pos;
        }
    }

    /** A connection. One thread reads; another publishes. */
    private final class Client {
        private final Buffered buffered;
        private final DataInputStream in;
        private final OutputStream out;
        private boolean isVersion5;
        private int most = window;
        private int unacknowledged;

        Client(Socket socket) throws IOException {
            buffered = new Buffered(socket.getInputStream());
            in = new DataInputStream(buffered);
            out = socket.getOutputStream();
        }

        void read() throws IOException {
            for (int first = in.read(); first >= 0; first = in.read()) {
                byte[] rest = in.readNBytes(varint());
                switch (first >> 4) {
                    case 1 -> connect(rest);
                    case 4 -> acknowledged();
                    case 8 -> subscribe(rest);
                    case 10 -> say(isVersion5 ? new byte[] {(byte) 0xb0, 4, rest[0], rest[1], 0, 0} : new byte[] {
                        (byte) 0xb0, 2, rest[0], rest[1]
                    });
                    case 12 -> say(new byte[] {(byte) 0xd0, 0});
                    default -> {
                        // DISCONNECT: the stream ends by itself.
                    }
                }
                tellWhoWaits();
            }
        }

        private int varint() throws IOException {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                int next = in.readUnsignedByte();
                value |= (next & 0x7f) << shift;
                if (next < 0x80) {
                    return value;
                }
            }
        }

        private void connect(byte[] rest) throws IOException {
            // Protocol name of six bytes, version, flags, keep-alive of two, then the properties of MQTT 5.
            isVersion5 = rest[6] == 5;
            if (isVersion5) {
                most = Math.min(window, receiveMaximum(rest));
            }
            say(isVersion5 ? new byte[] {0x20, 3, 0, 0, 0} : new byte[] {0x20, 2, 0, 0});
        }

        /** Property 0x21 of two bytes; those of four before it are the session expiry (0x11) and the packet size (0x27). */
        private int receiveMaximum(byte[] rest) {
            int end = 11 + rest[10];
            for (int at = 11; at < end; ) {
                switch (rest[at]) {
                    case 0x11, 0x27 -> at += 5;
                    case 0x21 -> {
                        return (rest[at + 1] & 0xff) << 8 | rest[at + 2] & 0xff;
                    }
                    case 0x22 -> at += 3;
                    case 0x17, 0x19 -> at += 2;
                    default -> throw new IllegalArgumentException("property " + rest[at]);
                }
            }
            return 65_535;
        }

        private void subscribe(byte[] rest) throws IOException {
            int at = isVersion5 ? 3 + rest[2] : 2;
            int length = (rest[at] & 0xff) << 8 | rest[at + 1] & 0xff;
            String filter = new String(rest, at + 2, length, StandardCharsets.UTF_8);
            byte qos = (byte) (rest[at + 2 + length] & 3);
            clients.compute(filter, (topic, awaited) -> {
                CompletableFuture<Client> now = awaited == null || awaited.isDone() ? new CompletableFuture<>() : awaited;
                now.complete(this);
                return now;
            });
            say(isVersion5 ? new byte[] {(byte) 0x90, 4, rest[0], rest[1], 0, qos} : new byte[] {
                (byte) 0x90, 3, rest[0], rest[1], qos
            });
        }

        private void say(byte[] packet) throws IOException {
            synchronized (out) {
                out.write(packet);
            }
        }

        private synchronized void acknowledged() {
            unacknowledged--;
        }

        /** Once all that came is read: a pause there would become 40 ms, as an answer waits for ours then. */
        private synchronized void tellWhoWaits() {
            if (!buffered.hasMore()) {
                notifyAll();
            }
        }

        void publish(String topic, int qos, int count) throws IOException {
            var piece = new ByteArrayOutputStream(AT_ONCE + 1024);
            var packets = new DataOutputStream(piece);
            for (int n = 0; n < count; ) {
                int some = qos == 0 ? count - n : Math.min(count - n, room());
                piece.reset();
                int begun = n;
                while (n < begun + some && piece.size() < AT_ONCE) {
                    publish(packets, topic, qos, n++);
                }
                taken(qos == 0 ? 0 : n - begun);
                synchronized (out) {
                    piece.writeTo(out);
                }
            }
            awaitAll();
        }

        private synchronized int room() {
            while (unacknowledged >= most) {
                await();
            }
            return most - unacknowledged;
        }

        private synchronized void taken(int some) {
            unacknowledged += some;
        }

        private synchronized void awaitAll() {
            while (unacknowledged > 0) {
                await();
            }
        }

        private void await() {
            try {
                wait();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }

        private void publish(DataOutputStream to, String topic, int qos, int n) throws IOException {
            byte[] payload = payloads[n % KINDS];
            int length = 2 + topic.length() + (qos > 0 ? 2 : 0) + (isVersion5 ? 1 : 0) + payload.length;
            to.writeByte(0x30 | qos << 1);
            // Two bytes: each message is longer than 127 bytes and shorter than 16,384.
            to.writeByte(length & 0x7f | 0x80);
            to.writeByte(length >> 7);
            to.writeUTF(topic);
            if (qos > 0) {
                to.writeShort(n % 65_535 + 1);
            }
            if (isVersion5) {
                to.writeByte(0);
            }
            to.write(payload);
        }
    }
}
