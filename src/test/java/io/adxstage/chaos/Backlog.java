package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Mode;
import java.time.Duration;
import java.util.List;

/** The cluster is away while messages pour in; then the whole backlog is drained, with 256 MB of heap. */
record Backlog() implements Scenario {

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        int rows = workshop.form().pick(100_000, 5_000_000);
        Duration outage = Duration.ofSeconds(workshop.form().pick(5, 600));
        try (Rig rig = new Rig(workshop, name(), "--adx-stage.adx.attempt-timeout=2m")) {
            rig.service.start();
            Track track = rig.track(
                    name(), 0, Recipe.inLargeBatches(rows / 25, workshop.form().isLong()));
            rig.adx.set(Mode.REFUSE);
            long away = System.nanoTime();
            Duration taken = pourIn(track, rows);
            long rest = outage.toNanos() - (System.nanoTime() - away);
            Moments.pass(Duration.ofNanos(Math.max(0, rest)));
            Duration gone = Duration.ofNanos(System.nanoTime() - away);
            rig.adx.set(Mode.PASS);
            Duration drained = track.awaitCaughtUp(Duration.ofMinutes(60));
            Verdict verdict = track.settle(Duration.ofMinutes(10));
            Finding finding = track.finding(
                    "a backlog of %,d rows, gathered while ADX was away for %d s".formatted(rows, gone.toSeconds()),
                    1,
                    verdict,
                    List.of(drained));
            return List.of(finding.withNote("Recovered is the whole backlog delivered. " + figures(rig, rows, taken)));
        }
    }

    /** Publishes as fast as the broker takes it, and answers how long the stage needed to take it all. */
    static Duration pourIn(Track track, int rows) throws Exception {
        track.numbers().upTo(rows).start();
        Duration taken = Moments.until(
                "received", Duration.ofMinutes(30), () -> track.status().count("received") >= rows);
        track.numbers().join(Duration.ofMinutes(1));
        return taken;
    }

    static String figures(Rig rig, int rows, Duration taken) throws Exception {
        return "Taken in %d s (%,d messages/s); most memory of the process %d MiB with `-Xmx256m`"
                .formatted(taken.toSeconds(), rows / Math.max(1, taken.toSeconds()), rig.service.peakMemory());
    }
}
