package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The spool is full: the stage pauses and says so, and goes on by itself when the cluster has taken something. */
record DiskFull() implements Scenario {

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Path mounted = workshop.folder().resolve(name()).resolve("data").resolve("spool");
        Files.createDirectories(mounted);
        String size = workshop.form().pick(8, 128) + "m";
        boolean mounts = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", mounted.toString());
        if (mounts) {
            try {
                findings.add(fill(workshop, "disk", "the disk is full (a tmpfs of " + size + ")"));
            } finally {
                run("umount", "-l", mounted.toString());
            }
        }
        if (!mounts || workshop.form().isLong()) {
            findings.add(fill(
                    workshop,
                    "limit",
                    "the spool reaches `adx-stage.spool.max-size` (" + size + "B)",
                    "--adx-stage.spool.max-size=" + size.toUpperCase(java.util.Locale.ROOT) + "B"));
        }
        if (!mounts) {
            findings.add(Finding.notRun("the disk is full (a tmpfs)", "mounting one is not permitted here"));
        }
        return findings;
    }

    private Finding fill(Workshop workshop, String how, String sentence, String... settings) throws Exception {
        Recipe bulky = Recipe.USUAL
                .withBatch("{\"time\": \"1s\", \"maxBytes\": 1000000}")
                .keepingFiller(1_000);
        try (Rig rig = new Rig(workshop, name(), settings)) {
            rig.service.start();
            Track track = rig.track(name() + "-" + how, 3_000, bulky, Numbers.noise(name(), 1_000));
            rig.adx.set(Mode.REFUSE);
            track.numbers().start();
            Moments.until("paused", Duration.ofMinutes(5), () -> track.status().is("paused"));
            String detail = track.status().detail();
            // It stays so, and takes nothing it could not keep.
            Moments.pass(Duration.ofSeconds(2));
            track.numbers().stop();
            rig.adx.set(Mode.PASS);
            Duration recovered = track.awaitRunning(Duration.ofMinutes(2));
            Verdict verdict = track.settle(Duration.ofMinutes(5));
            return track.finding(sentence, 1, verdict, List.of(recovered)).withNote("The stage says: “" + detail + "”");
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (java.io.IOException noSuchProgram) {
            return false;
        }
    }
}
