package io.adxstage.mqtt;

import java.time.Duration;

/** A point in time that several waits share. */
record Deadline(long nanoTime) {

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left of it; at least a millisecond. */
    long millisLeft() {
        return Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000);
    }
}
