package io.adxstage.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Time as chaos needs it: a fault strikes at a moment that nothing announces, so here, and only here, time just passes. */
final class Moments {

    private Moments() {}

    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Lets a random time from {@code least} up to {@code most} pass. */
    static void passBetween(Duration least, Duration most) {
        pass(Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1)));
    }

    /** Waits for a condition and answers how long it took. An exception of the condition means not yet. */
    static Duration until(String what, Duration atMost, Callable<Boolean> condition) {
        long start = System.nanoTime();
        Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(Exception.class::isInstance)
                .until(condition);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
