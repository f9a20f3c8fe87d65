package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Mode;
import java.time.Duration;
import java.util.List;

/**
 * The cluster answers, but each answer takes seconds, from before the first message until the last row is in the table: rows
 * come in faster than they leave, and what has to wait does so on disk, with 256 MB of heap.
 */
record SlowAdx() implements Scenario {

    @Override
    public String name() {
        return "slow-adx";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        int rows = workshop.form().pick(50_000, 5_000_000);
        int batches = workshop.form().pick(5, 25);
        Duration delay = Duration.ofMillis(workshop.form().pick(700, 5_000));
        try (Rig rig = new Rig(workshop, name(), "--adx-stage.adx.attempt-timeout=2m")) {
            rig.service.start();
            Track track = rig.track(
                    name(),
                    0,
                    Recipe.inLargeBatches(rows / batches, workshop.form().isLong()));
            rig.adx.set(Mode.slow(delay));
            Duration taken = Backlog.pourIn(track, rows);
            long backlog = rows - rig.standIn.summary(track.table()).different();
            Duration drained = track.awaitCaughtUp(Duration.ofMinutes(60));
            String figures = Backlog.figures(rig, rows, taken);
            rig.adx.set(Mode.PASS);
            Verdict verdict = track.settle(Duration.ofMinutes(10));
            return List.of(track.finding(
                            "ADX takes %.1f s longer for every answer while %,d rows pour in, and until all are delivered"
                                    .formatted(delay.toMillis() / 1_000.0, rows),
                            1,
                            verdict,
                            List.of(drained))
                    .withNote("Recovered is the whole backlog delivered, %,d rows when the last had come in. %s"
                            .formatted(backlog, figures)));
        }
    }
}
