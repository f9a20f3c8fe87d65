package io.adxstage.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that says exactly what a test wants, right or wrong. */
public final class ScriptedBroker implements AutoCloseable {

    /** CONNACK of MQTT 5: success, no session, no properties. */
    public static final String WELCOME_5 = "20 03 00 00 00";

    /** CONNACK of MQTT 3.1.1: accepted. */
    public static final String WELCOME_3 = "20 02 00 00";

    /** What to do with each connection. When it returns, the connection is closed. */
    public interface Script {
        void play(Line line) throws IOException;
    }

    private final ServerSocket door;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();

    public ScriptedBroker(Script script) throws IOException {
        this.script = script;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        script.play(new Line(client));
                    } catch (IOException over) {
                        // The client hung up.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many came so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** One connection. */
    public static final class Line {
        private final DataInputStream in;
        private final OutputStream out;

        Line(Socket client) throws IOException {
            in = new DataInputStream(client.getInputStream());
            out = client.getOutputStream();
        }

        /** Sends bytes, written in hexadecimal with spaces. */
        public void say(String hex) throws IOException {
            out.write(HexFormat.ofDelimiter(" ").parseHex(hex));
            out.flush();
        }

        public void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Waits for a packet and answers it in hexadecimal. Only for packets under 128 bytes. */
        public String hear() throws IOException {
            int type = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            byte[] packet = new byte[2 + length];
            packet[0] = (byte) type;
            packet[1] = (byte) length;
            in.readFully(packet, 2, length);
            return HexFormat.ofDelimiter(" ").formatHex(packet);
        }

        /** Waits until the client hangs up. */
        public void waitForTheEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
