package io.adxstage.letters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Letters that are not on disk yet, in order. Taking more blocks while there are too many bytes of them. */
final class Waiting {

    private static final long MOST_BYTES = 16 * 1024 * 1024;

    /**
     * @param line empty for who only waits until all before it is on disk
     * @param durable to be run when it is on disk
     */
    record One(byte[] line, Runnable durable) {
        boolean isLetter() {
            return line.length > 0;
        }
    }

    private final Deque<One> ones = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    synchronized void add(One one) {
        while (one.isLetter() && bytes > MOST_BYTES && !closed) {
            try {
                wait();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the disk takes no dead letters", stop);
            }
        }
        if (closed) {
            throw new IllegalStateException("The dead letters are closed");
        }
        ones.add(one);
        bytes += one.line().length;
    }

    /** The first ones, as many as have so many bytes, one at least; they still wait. */
    synchronized List<One> first(long mostBytes) {
        List<One> first = new ArrayList<>();
        long sum = 0;
        for (One one : ones) {
            sum += one.line().length;
            if (sum > mostBytes && !first.isEmpty()) {
                break;
            }
            first.add(one);
        }
        return first;
    }

    /** The first so many wait no longer. */
    synchronized void done(int count) {
        for (int i = 0; i < count; i++) {
            bytes -= ones.remove().line().length;
        }
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isEmpty() {
        return ones.isEmpty();
    }
}
