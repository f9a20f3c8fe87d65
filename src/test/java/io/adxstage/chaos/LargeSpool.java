package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} with a gigabyte in the spool: how long until messages flow again. */
record LargeSpool() implements Scenario {

    private static final long GIGABYTE = 1_000_000_000;

    @Override
    public String name() {
        return "large-spool";
    }

    @Override
    public boolean onlyInTheLongForm() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        Recipe bulky = Recipe.USUAL
                .withBatch("{\"time\": \"60s\", \"maxBytes\": 50000000}")
                .keepingFiller(2_000);
        try (Rig rig = new Rig(workshop, name(), "--adx-stage.adx.attempt-timeout=2m")) {
            rig.service.start();
            Track track = rig.track(name(), 2_000, bulky, Numbers.noise(name(), 2_000));
            rig.adx.set(Mode.REFUSE);
            track.numbers().start();
            Moments.until(
                    "a gigabyte", Duration.ofMinutes(30), () -> track.status().pendingBytes() > GIGABYTE);
            List<Duration> recoveries = new ArrayList<>();
            for (int time = 0; time < 5; time++) {
                rig.service.kill();
                long killed = System.nanoTime();
                rig.service.start();
                // Not until it runs: nothing can be sent, and its state says so. Until the spool is read nothing
                // counts.
                Moments.until(
                        "the spool is read",
                        Duration.ofMinutes(5),
                        () -> track.status().count("received") > 0);
                long before = track.status().count("received");
                Moments.until(
                        "messages flow again",
                        Duration.ofMinutes(5),
                        () -> track.status().count("received") > before);
                recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
            }
            track.numbers().stop();
            rig.adx.set(Mode.PASS);
            Duration drained = track.awaitCaughtUp(Duration.ofMinutes(60));
            Verdict verdict = track.settle(Duration.ofMinutes(10));
            return List.of(track.finding("`kill -9` with 1 GB in the spool", 5, verdict, recoveries)
                    .withNote("Then delivered in %d s".formatted(drained.toSeconds())));
        }
    }
}
