package io.adxstage.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} of the service at random moments while messages flow, one stage on MQTT 5, one on MQTT 3.1.1. */
record RandomKills(String name, String idempotence, int inShort, int inLong) implements Scenario {

    @Override
    public boolean onlyInTheLongForm() {
        return inShort == 0;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        int kills = workshop.form().kills(inShort, inLong);
        boolean tagged = idempotence.equals("always");
        try (Rig rig = new Rig(workshop, name, "--adx-stage.adx.idempotence=" + idempotence)) {
            rig.service.start();
            Track mqtt5 = rig.track(name + "-5", 300, Recipe.USUAL);
            Track mqtt3 = rig.oldTrack(name + "-3", 300, Recipe.USUAL);
            mqtt5.numbers().start();
            mqtt3.numbers().start();
            List<Duration> fives = new ArrayList<>();
            List<Duration> threes = new ArrayList<>();
            for (int kill = 0; kill < kills; kill++) {
                Moments.passBetween(
                        Duration.ZERO, Duration.ofMillis(workshop.form().pick(1_500, 3_000)));
                rig.service.kill();
                long killed = System.nanoTime();
                rig.service.launch();
                // Now and then it dies again while it starts.
                if (kill % 10 != 8) {
                    mqtt5.awaitRunning(Duration.ofSeconds(120));
                    fives.add(Duration.ofNanos(System.nanoTime() - killed));
                    mqtt3.awaitRunning(Duration.ofSeconds(120));
                    threes.add(Duration.ofNanos(System.nanoTime() - killed));
                }
            }
            rig.service.awaitUp();
            mqtt5.numbers().stop();
            mqtt3.numbers().stop();
            return List.of(
                    finding(mqtt5, "MQTT 5", kills, fives, tagged),
                    finding(mqtt3, "MQTT 3.1.1", kills, threes, tagged));
        }
    }

    private Finding finding(Track track, String protocol, int kills, List<Duration> recoveries, boolean tagged)
            throws Exception {
        track.awaitRunning(Duration.ofSeconds(120));
        Verdict verdict = track.settle(Duration.ofMinutes(10));
        List<String> problems = new ArrayList<>(track.problems(verdict, tagged));
        long admitted = track.status().count("possibleDuplicates");
        if (!tagged && admitted < verdict.extraRows()) {
            problems.add(verdict.extraRows() + " rows are doubled, but possibleDuplicates is " + admitted);
        }
        return new Finding(
                "`kill -9` at random moments, %s, `idempotence: %s`".formatted(protocol, idempotence),
                kills,
                verdict.acknowledged(),
                verdict.lost().size(),
                verdict.extraRows(),
                recoveries,
                track.remarks(),
                problems);
    }
}
