package io.adxstage.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** Publishes many messages as fast as a broker takes them, in MQTT 3.1.1. */
public final class Flood {

    private static final int UNDER_WAY = 500;

    private Flood() {}

    /**
     * Publishes {@code {"n":0}} to {@code {"n":count-1}} and returns when the broker has them.
     *
     * @param qos 0 or 1
     */
    public static void publish(int port, String topic, int qos, int count) throws IOException {
        publish(port, n -> topic, qos, count, n -> ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Publishes messages 0 to {@code count - 1} and returns when the broker has them.
     *
     * @param topic of each message, by its number
     * @param qos 0 or 1
     * @param payload of each message, by its number
     */
    public static void publish(int port, IntFunction<String> topic, int qos, int count, IntFunction<byte[]> payload)
            throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 65_536));
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536))) {
            byte[] clientId = ("flood-" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
            out.write(new byte[] {0x10, (byte) (12 + clientId.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0});
            out.write(clientId.length);
            out.write(clientId);
            out.flush();
            in.readFully(new byte[4]);
            int answered = 0;
            for (int n = 0; n < count; n++) {
                byte[] name = topic.apply(n).getBytes(StandardCharsets.UTF_8);
                byte[] body = payload.apply(n);
                out.write(0x30 | qos << 1);
                length(out, 2 + name.length + (qos > 0 ? 2 : 0) + body.length);
                out.writeShort(name.length);
                out.write(name);
                if (qos > 0) {
                    out.writeShort(n % 65_535 + 1);
                }
                out.write(body);
                if (qos > 0 && n % UNDER_WAY == UNDER_WAY - 1) {
                    out.flush();
                    in.readFully(new byte[4 * UNDER_WAY]);
                    answered += UNDER_WAY;
                }
            }
            out.flush();
            in.readFully(new byte[qos > 0 ? 4 * (count - answered) : 0]);
            // The answer to a ping comes after all that was sent before it.
            out.write(new byte[] {(byte) 0xc0, 0});
            out.flush();
            in.readFully(new byte[2]);
            out.write(new byte[] {(byte) 0xe0, 0});
            out.flush();
        }
    }

    /** A variable byte integer (MQTT 3.1.1, section 2.2.3). */
    private static void length(DataOutputStream out, int length) throws IOException {
        int rest = length;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write(rest & 0x7f | 0x80);
        }
        out.write(rest);
    }
}
