package io.adxstage.flow;

import java.util.concurrent.TimeUnit;

/** Rows a second over the last ten whole seconds. Not thread-safe. */
final class Rate {

    private static final int SECONDS = 10;

    private final long[] counts = new long[SECONDS + 1];
    private long now = second();

    void count(long rows) {
        turn();
        counts[(int) (now % counts.length)] += rows;
    }

    double perSecond() {
        turn();
        long sum = 0;
        for (int back = 1; back <= SECONDS; back++) {
            sum += counts[(int) Math.floorMod(now - back, (long) counts.length)];
        }
        return sum / (double) SECONDS;
    }

    private void turn() {
        long second = second();
        for (long passed = Math.max(now + 1, second - SECONDS); passed <= second; passed++) {
            counts[(int) (passed % counts.length)] = 0;
        }
        now = second;
    }

    private static long second() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) + Integer.MAX_VALUE;
    }
}
