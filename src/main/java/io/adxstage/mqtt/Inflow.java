package io.adxstage.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has received and nobody has taken yet, in order. The event loop puts in and never waits; one
 * consumer takes out. When more waits than the limits allow, reading stops until half of it is gone: so a slow consumer
 * slows the broker down, and nothing is dropped here.
 */
final class Inflow {

    /** Bytes that may wait, about; what one read brought comes on top. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Stops and starts reading from the broker. */
    interface Tap {
        void reading(boolean open);
    }

    private final int maxCount;
    private final Tap tap;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Received> waiting = new ArrayList<>();
    private long bytes;
    private boolean ended;
    private boolean isDue;
    private volatile boolean full;

    Inflow(int maxCount, Tap tap) {
        this.maxCount = maxCount;
        this.tap = tap;
    }

    /**
     * Adds what one read brought. Who waits for it is told with {@link #handOn}, or here where there is no more room. After the end it comes
     * too late: nobody takes it. Answers how much waits.
     */
    int add(List<Received> burst) {
        lock.lock();
        try {
            if (ended) {
                return 0;
            }
            for (Received received : burst) {
                waiting.add(received);
                bytes += received.weight();
            }
            if (!full && (waiting.size() >= maxCount || bytes >= MAX_BYTES)) {
                full = true;
                tap.reading(false);
                isDue = true;
                changed.signal();
            }
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets what waits be taken. */
    void handOn() {
        lock.lock();
        try {
            isDue = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for messages and takes all there are; nothing when the inflow ended and is empty. */
    @Nullable
    List<Received> take() {
        lock.lock();
        try {
            while (!ended && (waiting.isEmpty() || !isDue)) {
                changed.awaitUninterruptibly();
            }
            if (waiting.isEmpty()) {
                return null;
            }
            isDue = false;
            List<Received> taken = waiting;
            waiting = new ArrayList<>();
            bytes = 0;
            if (full) {
                full = false;
                if (!ended) {
                    tap.reading(true);
                }
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes in; what is there can still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether reading is stopped: then silence says nothing about the broker. */
    boolean isFull() {
        return full;
    }
}
