package io.adxstage.chaos;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes 0, 1, 2, ... at QoS 1, each once, and remembers which of them the broker acknowledged. A number on its way when
 * the connection breaks is never sent again: nobody knows whether the broker has it, so it is asked of nobody, and whatever
 * is in the table twice is none of the publisher's doing. Speaks MQTT 3.1.1 by itself, for the sake of speed and of that.
 */
final class Numbers implements AutoCloseable {

    /** Messages on their way to the broker at once. */
    private static final int WINDOW = 1_000;

    private final int port;
    private final byte[] topic;
    private final IntFunction<byte[]> payload;
    private final Thread sender;

    private final BitSet acknowledged = new BitSet();
    private final int[] onTheWay = new int[65_536];
    private int waiting;
    private int sent;
    private int connection;

    private volatile int limit = Integer.MAX_VALUE;
    private final int perSecond;
    private volatile boolean paused;
    private volatile boolean stopped;
    private @Nullable Socket socket;
    private @Nullable DataOutputStream out;

    /**
     * @param payload of each number
     * @param perSecond how many messages; 0: as fast as the broker takes them
     */
    Numbers(int port, String topic, int perSecond, IntFunction<byte[]> payload) {
        this.port = port;
        this.topic = topic.getBytes(StandardCharsets.UTF_8);
        this.perSecond = perSecond;
        this.payload = payload;
        this.sender = Thread.ofPlatform().name("numbers-" + topic).daemon().unstarted(this::sendAll);
    }

    /** {@code {"n": 17, "run": "...", "filler": "..."}}. */
    static IntFunction<byte[]> json(String run, int fillerLength) {
        String end = ",\"run\":\"" + run + "\",\"filler\":\""
                + "0123456789abcdef".repeat(fillerLength / 16 + 1).substring(0, fillerLength) + "\"}";
        return n -> ("{\"n\":" + n + end).getBytes(StandardCharsets.UTF_8);
    }

    /** The same with filler that no compression makes much smaller, different in every message. */
    static IntFunction<byte[]> noise(String run, int fillerLength) {
        String middle = ",\"run\":\"" + run + "\",\"filler\":\"";
        return n -> {
            byte[] random = new byte[fillerLength * 3 / 4];
            new SplittableRandom(n).nextBytes(random);
            return ("{\"n\":" + n + middle + Base64.getEncoder().encodeToString(random) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        };
    }

    Numbers start() {
        sender.start();
        return this;
    }

    /** Ends by itself after so many numbers. */
    Numbers upTo(int count) {
        limit = count;
        return this;
    }

    /** Sends no more until {@link #goOn}; what is on its way is acknowledged or given up when this returns. */
    void pause() {
        paused = true;
        flush();
        awaitAnswers();
    }

    void goOn() {
        paused = false;
    }

    /** Waits until all numbers of {@link #upTo} are sent, and acknowledged or given up. */
    void join(Duration atMost) throws InterruptedException {
        sender.join(atMost);
        if (sender.isAlive()) {
            throw new AssertionError("the broker took only " + sent() + " messages in " + atMost);
        }
    }

    /** Sends no more, and waits for the acknowledgements on their way. */
    void stop() throws InterruptedException {
        stopped = true;
        join(Duration.ofMinutes(1));
    }

    synchronized int sent() {
        return sent;
    }

    synchronized BitSet acknowledged() {
        return (BitSet) acknowledged.clone();
    }

    synchronized int acknowledgedCount() {
        return acknowledged.cardinality();
    }

    private void sendAll() {
        long start = System.nanoTime();
        long paced = 0;
        while (!stopped && sent() < limit) {
            if (paused) {
                flush();
                Moments.pass(Duration.ofMillis(10));
                start = System.nanoTime();
                paced = 0;
                continue;
            }
            if (perSecond > 0) {
                long early = start + paced * 1_000_000_000L / perSecond - System.nanoTime();
                if (early > 1_000_000) {
                    flush();
                    Moments.pass(Duration.ofNanos(early));
                }
            }
            paced++;
            sendNext();
        }
        flush();
        awaitAnswers();
        hangUp();
    }

    private synchronized void sendNext() {
        try {
            while (waiting >= WINDOW && out != null) {
                out.flush();
                wait(1_000);
            }
            if (out == null) {
                connect();
                return;
            }
            int id = sent % 65_535 + 1;
            onTheWay[id] = sent;
            byte[] body = payload.apply(sent);
            out.writeByte(0x32);
            writeLength(out, 2 + topic.length + 2 + body.length);
            out.writeShort(topic.length);
            out.write(topic);
            out.writeShort(id);
            out.write(body);
            sent++;
            waiting++;
        } catch (IOException broken) {
            sent += broken instanceof NotConnected ? 0 : 1;
            hangUp();
            breathe();
        } catch (InterruptedException stop) {
            stopped = true;
        }
    }

    private static final class NotConnected extends IOException {
        private NotConnected(IOException cause) {
            super(cause);
        }
    }

    private void connect() throws NotConnected {
        try {
            Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
            opened.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(opened.getInputStream(), 1 << 16));
            DataOutputStream to = new DataOutputStream(new BufferedOutputStream(opened.getOutputStream(), 1 << 16));
            byte[] name = ("numbers-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()))
                    .getBytes(StandardCharsets.US_ASCII);
            to.writeByte(0x10);
            writeLength(to, 10 + 2 + name.length);
            to.writeUTF("MQTT");
            to.writeByte(4);
            to.writeByte(2);
            to.writeShort(0);
            to.writeShort(name.length);
            to.write(name);
            to.flush();
            if (in.readInt() != 0x20020000) {
                throw new IOException("the broker refused the publisher");
            }
            socket = opened;
            out = to;
            waiting = 0;
            int mine = ++connection;
            Thread.ofPlatform().name("numbers-acks").daemon().start(() -> readAnswers(in, mine));
        } catch (IOException refused) {
            throw new NotConnected(refused);
        }
    }

    private void readAnswers(DataInputStream in, int mine) {
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                if (kind == 0x40) {
                    acknowledge(in.readUnsignedShort(), mine);
                    in.skipNBytes(length - 2L);
                } else {
                    in.skipNBytes(length);
                }
            }
        } catch (IOException over) {
            lost(mine);
        }
    }

    private synchronized void acknowledge(int id, int mine) {
        if (mine == connection) {
            acknowledged.set(onTheWay[id]);
            waiting--;
            notifyAll();
        }
    }

    private synchronized void lost(int mine) {
        if (mine == connection) {
            hangUp();
        }
    }

    private synchronized void flush() {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException broken) {
            hangUp();
        }
    }

    private synchronized void awaitAnswers() {
        try {
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (waiting > 0 && out != null && System.nanoTime() < patience) {
                wait(100);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void hangUp() {
        try (Socket gone = socket) {
            out = null;
            socket = null;
            waiting = 0;
            notifyAll();
        } catch (IOException closed) {
            // It is closed.
        }
    }

    private synchronized void breathe() {
        try {
            wait(100);
        } catch (InterruptedException stop) {
            stopped = true;
        }
    }

    private static void writeLength(DataOutputStream out, int length) throws IOException {
        int rest = length;
        do {
            out.writeByte(rest > 127 ? rest & 127 | 128 : rest);
            rest >>= 7;
        } while (rest > 0);
    }

    @Override
    public void close() {
        stopped = true;
        hangUp();
    }
}
