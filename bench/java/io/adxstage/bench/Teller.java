package io.adxstage.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Tells of a program's progress as {@link Telling} reads it. */
final class Teller {

    private Teller() {}

    /** Says that it is ready and then, for ever, how far it is. */
    @SuppressWarnings("BusyWait")
    static void tell(LongSupplier done) throws InterruptedException {
        System.out.println("ready");
        AtomicLong said = new AtomicLong();
        while (true) {
            Thread.sleep(200);
            long now = done.getAsLong();
            if (said.getAndSet(now) != now) {
                System.out.println("n " + now);
            }
        }
    }
}
