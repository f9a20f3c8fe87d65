package io.adxstage.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Publishes many numbered messages as fast as a broker takes them, in MQTT 3.1.1. */
public final class Flood {

    private static final int UNDER_WAY = 500;

    private Flood() {}

    /**
     * Publishes {@code {"n":0}} to {@code {"n":count-1}} and returns when the broker has them.
     *
     * @param qos 0 or 1
     */
    public static void publish(int port, String topic, int qos, int count) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 65_536));
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536))) {
            byte[] clientId = ("flood-" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
            out.write(new byte[] {0x10, (byte) (12 + clientId.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0});
            out.write(clientId.length);
            out.write(clientId);
            out.flush();
            in.readFully(new byte[4]);
            byte[] name = topic.getBytes(StandardCharsets.UTF_8);
            int answered = 0;
            for (int n = 0; n < count; n++) {
                byte[] payload = ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
                out.write(0x30 | qos << 1);
                out.write(2 + name.length + (qos > 0 ? 2 : 0) + payload.length);
                out.writeShort(name.length);
                out.write(name);
                if (qos > 0) {
                    out.writeShort(n % 65_535 + 1);
                }
                out.write(payload);
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
}
