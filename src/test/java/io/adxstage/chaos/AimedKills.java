package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code kill -9} at the steps of a batch's life where a row could be lost or sent twice. */
record AimedKills() implements Scenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is waited for before the kill. */
    private interface Aim {
        void strike(Rig rig, Track track) throws Exception;
    }

    @Override
    public String name() {
        return "aimed-kills";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (Rig rig = new Rig(workshop, name())) {
            rig.service.start();
            int times = workshop.form().pick(1, 20);
            if (workshop.form().isLong()) {
                findings.add(strike(rig, "seal", "while a batch is sealed", times, AimedKills::atSeal));
                findings.add(
                        strike(rig, "delete", "while a batch that arrived is deleted", times, AimedKills::atDelete));
            }
            findings.add(strike(rig, "follow", "while a batch waits for its arrival", times, AimedKills::atAcceptance));
            findings.add(strike(rig, "upload", "while a batch is uploaded", times, AimedKills::atUpload));
            findings.add(strike(
                    rig,
                    "queue",
                    "after the cluster took a batch, before it could say so",
                    times,
                    AimedKills::atAnswer));
        }
        return findings;
    }

    private static Finding strike(Rig rig, String name, String when, int times, Aim aim) throws Exception {
        Track track = rig.track("aimed-" + name, 300, Recipe.USUAL);
        track.numbers().start();
        List<Duration> recoveries = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            aim.strike(rig, track);
            rig.service.kill();
            long killed = System.nanoTime();
            rig.adx.set(Mode.PASS);
            rig.service.start();
            // As long as a busy machine may need: how long it took is a figure, not a condition.
            track.awaitRunning(Duration.ofMinutes(5));
            recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
        }
        Verdict verdict = track.settle(Duration.ofMinutes(5));
        var finding = track.finding("`kill -9` " + when, times, verdict, recoveries);
        track.close();
        return finding;
    }

    private static void atSeal(Rig rig, Track track) {
        Set<Path> before = batches(rig, track);
        Moments.until("a new batch", PATIENCE, () -> !before.containsAll(batches(rig, track)));
        // It is sealed a second after its first row.
        Moments.passBetween(Duration.ofMillis(960), Duration.ofMillis(1_020));
    }

    private static void atUpload(Rig rig, Track track) {
        long before = rig.adx.requests(Kind.BLOB);
        rig.adx.set(Kind.BLOB, Mode.HANG);
        Moments.until("an upload", PATIENCE, () -> rig.adx.requests(Kind.BLOB) > before);
        Moments.passBetween(Duration.ZERO, Duration.ofMillis(200));
    }

    private static void atAnswer(Rig rig, Track track) throws IOException {
        // Rows, not numbers: one whose answer is cut is sent over and over, and brings no further number.
        long before = rig.standIn.summary(track.table()).rows();
        rig.adx.set(Kind.QUEUE, Mode.CUT_ANSWER);
        Moments.until(
                "a batch is taken",
                PATIENCE,
                () -> rig.standIn.summary(track.table()).rows() > before);
    }

    private static void atAcceptance(Rig rig, Track track) {
        long before = rig.adx.requests(Kind.QUEUE);
        Moments.until("a batch is taken", PATIENCE, () -> rig.adx.requests(Kind.QUEUE) > before);
        Moments.passBetween(Duration.ZERO, Duration.ofMillis(900));
    }

    private static void atDelete(Rig rig, Track track) {
        atAcceptance(rig, track);
        // Its report is asked for; a batch goes once that tells of its arrival.
        long before = rig.adx.requests(Kind.OTHER);
        Moments.until("a report is asked for", PATIENCE, () -> rig.adx.requests(Kind.OTHER) > before);
        Moments.passBetween(Duration.ZERO, Duration.ofMillis(30));
    }

    private static Set<Path> batches(Rig rig, Track track) {
        try (Stream<Path> files = Files.list(rig.service.spool(track.stage()))) {
            return files.filter(file -> file.toString().endsWith(".gz")).collect(Collectors.toSet());
        } catch (IOException notYet) {
            return Set.of();
        }
    }
}
