package io.adxstage.bench;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One contestant's work on a number of messages.
 *
 * @param micros CPU time of its whole process for each message, in microseconds
 * @param perSecond messages a second, from the first published to the last done with
 * @param messages done with; of QoS 0 a broker may have dropped some
 */
record Round(double micros, double perSecond, long messages) {

    /** When nothing has come for so long, nothing comes any more. */
    private static final Duration STILL = Duration.ofSeconds(10);

    /** Hands messages over to a contestant. */
    interface Publication {
        void run() throws IOException;
    }

    static Round of(Contestant contestant, Source source, int qos, int messages) throws IOException {
        return of(contestant, messages, () -> source.publish(contestant.topic(), qos, messages));
    }

    static Round of(Contestant contestant, int messages, Publication publication) throws IOException {
        return of(contestant, messages, publication, Duration.ofMillis(250));
    }

    /** @param pause between two questions how far it is: they cost it time, too */
    static Round of(Contestant contestant, int messages, Publication publication, Duration pause) throws IOException {
        long before = contestant.done();
        Duration cpuBefore = Usage.cpu(contestant.process());
        long begun = System.nanoTime();
        publication.run();
        long published = System.nanoTime();
        long[] last = {before, published};
        Awaitility.await(contestant.name() + " has taken all")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(pause)
                .until(() -> {
                    long done = contestant.done();
                    if (done > last[0]) {
                        last[0] = done;
                        last[1] = System.nanoTime();
                    }
                    return done >= before + messages || System.nanoTime() - last[1] > STILL.toNanos();
                });
        Duration cpu = Usage.cpu(contestant.process()).minus(cpuBefore);
        long done = last[0] - before;
        return new Round(cpu.toNanos() / 1e3 / done, done * 1e9 / (last[1] - begun), done);
    }
}
