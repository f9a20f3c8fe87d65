package io.adxstage.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The broker restarts, is killed, or its connection is cut. Mosquitto acknowledges before it saves, so a killed one forgets
 * what it took lately: what is checked is that nothing is lost besides.
 */
record BrokerTrouble() implements Scenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SAVES_OFTEN = List.of(
            "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 100", "autosave_interval 1");

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (Rig rig = new Rig(workshop, name(), SAVES_OFTEN);
                Cable cable = new Cable(rig.broker.port())) {
            rig.service.start();
            findings.add(cut(rig, cable, workshop.form().pick(2, 200)));
            findings.add(restarted(rig, workshop.form().pick(1, 20)));
            if (workshop.form().isLong()) {
                findings.add(killedAtRest(rig, 20));
                findings.add(killedAtWork(rig, 20));
            }
        }
        return findings;
    }

    private static Finding cut(Rig rig, Cable cable, int times) throws Exception {
        Track track = rig.track("broker-cut", 500, Recipe.USUAL, cable.url(), rig.adx.url());
        track.numbers().start();
        List<Duration> recoveries = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            Moments.passBetween(Duration.ofMillis(200), Duration.ofSeconds(1));
            long received = track.status().count("received");
            cable.cut();
            recoveries.add(Moments.until(
                    "messages flow again", PATIENCE, () -> track.status().count("received") > received + 500));
        }
        return end(track, "the connection to the broker is cut", times, recoveries);
    }

    private static Finding restarted(Rig rig, int times) throws Exception {
        Track track = rig.track("broker-restart", 500, Recipe.USUAL);
        track.numbers().start();
        List<Duration> recoveries = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            Moments.passBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
            rig.broker.stop();
            rig.broker.start();
            recoveries.add(track.awaitRunning(PATIENCE));
        }
        return end(track, "the broker restarts", times, recoveries);
    }

    /** Nothing is on its way when it dies, so nothing may be missing. */
    private static Finding killedAtRest(Rig rig, int times) throws Exception {
        Track track = rig.track("broker-kill", 500, Recipe.USUAL);
        track.numbers().start();
        List<Duration> recoveries = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            track.awaitRows(track.numbers().sent() + 200, PATIENCE);
            track.numbers().pause();
            track.awaitCaughtUp(PATIENCE);
            // Its next save.
            Moments.pass(Duration.ofMillis(1_500));
            rig.broker.kill();
            rig.broker.start();
            recoveries.add(track.awaitRunning(PATIENCE));
            track.numbers().goOn();
        }
        return end(track, "`kill -9` of the broker, nothing being on its way", times, recoveries);
    }

    private static Finding killedAtWork(Rig rig, int times) throws Exception {
        Track track = rig.track("broker-busy", 500, Recipe.USUAL);
        track.numbers().start();
        BitSet maybeForgotten = new BitSet();
        List<Duration> recoveries = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            Moments.passBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
            int unsaved = track.numbers().sent();
            Moments.pass(Duration.ofSeconds(3));
            rig.broker.kill();
            track.numbers().pause();
            maybeForgotten.set(unsaved, track.numbers().sent());
            rig.broker.start();
            recoveries.add(track.awaitRunning(PATIENCE));
            track.numbers().goOn();
        }
        track.numbers().stop();
        BitSet expected = track.numbers().acknowledged();
        expected.andNot(maybeForgotten);
        Verdict verdict = track.settle(expected, Duration.ofMinutes(3));
        List<String> problems = new ArrayList<>(track.problems(verdict, false));
        return new Finding(
                "`kill -9` of the broker while messages flow",
                times,
                verdict.acknowledged(),
                verdict.lost().size(),
                verdict.extraRows(),
                recoveries,
                "Not counted: %,d numbers that the broker took in the 3 s before a kill; it acknowledges before it saves, and sends again what it had not saved as sent"
                        .formatted(maybeForgotten.cardinality()),
                problems);
    }

    private static Finding end(Track track, String what, int times, List<Duration> recoveries) throws Exception {
        Finding finding = track.finding(what, times, track.settle(Duration.ofMinutes(3)), recoveries);
        track.close();
        return finding;
    }
}
