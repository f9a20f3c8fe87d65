package io.adxstage.bench;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One contestant's work on a number of messages.
 *
 * @param micros CPU time of its whole process for each message until it was done with them, in microseconds
 * @param perSecond messages a second, from the first published to the last received
 * @param messages done with; of QoS 0 a broker may have dropped some
 */
record Round(double micros, double perSecond, long messages) {

    /** When nothing has come for so long, nothing comes any more. */
    private static final Duration STILL = Duration.ofSeconds(10);

    private static final Duration OFTEN = Duration.ofMillis(50);

    /** Hands messages over to a contestant. */
    interface Publication {
        void run() throws IOException;
    }

    /** How far a contestant is. */
    private interface Count {
        long now() throws IOException;
    }

    static Round of(Contestant contestant, Source source, int qos, int messages) throws IOException {
        return of(contestant, messages, () -> source.publish(contestant.topic(), qos, messages), OFTEN);
    }

    /** @param pause between two questions how far it is: they cost it time, too */
    static Round of(Contestant contestant, int messages, Publication publication, Duration pause) throws IOException {
        long received = contestant.received();
        long done = contestant.done();
        Duration cpu = Usage.cpu(contestant.process());
        long begun = System.nanoTime();
        publication.run();
        long there = await(contestant.name() + " has received all", contestant::received, received + messages, pause);
        await(contestant.name() + " is done with all", contestant::done, done + messages, pause.multipliedBy(5));
        long all = contestant.done() - done;
        Duration used = Usage.cpu(contestant.process()).minus(cpu);
        return new Round(used.toNanos() / 1e3 / all, all * 1e9 / (there - begun), all);
    }

    /** Answers when the count was there, or stood still. */
    private static long await(String what, Count count, long goal, Duration pause) {
        long[] last = {-1, System.nanoTime()};
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(pause)
                .until(() -> {
                    long now = count.now();
                    if (now != last[0]) {
                        last[0] = now;
                        last[1] = System.nanoTime();
                    }
                    return now >= goal || System.nanoTime() - last[1] > STILL.toNanos() + 40 * pause.toNanos();
                });
        return last[1];
    }
}
