package io.adxstage.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The clock of the service's machine jumps, hours ahead and hours back, while messages flow. Needs Debian's package faketime. */
record ClockJump() implements Scenario {

    private static final String SENTENCE = "the clock jumps by hours, ahead and back";

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public boolean onlyInTheLongForm() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return List.of(Finding.notRun(SENTENCE, "libfaketime is not installed (Debian's package faketime)"));
        }
        try (Rig rig = new Rig(workshop, name())) {
            Path clock = Files.writeString(rig.folder().resolve("clock"), "+0\n");
            rig.service
                    .environment()
                    .putAll(java.util.Map.of(
                            "LD_PRELOAD",
                            library.get().toString(),
                            "FAKETIME_TIMESTAMP_FILE",
                            clock.toString(),
                            "FAKETIME_CACHE_DURATION",
                            "1",
                            "DONT_FAKE_MONOTONIC",
                            "1"));
            rig.service.start();
            Track track = rig.track(name(), 200, Recipe.USUAL);
            track.numbers().start();
            List<Duration> recoveries = new ArrayList<>();
            List<String> jumps = List.of("+3h", "+0", "-3h", "+0", "+30h", "-30h", "+1h", "-1h", "+2m", "-2m");
            for (String jump : jumps) {
                track.awaitRows(track.numbers().sent() + 1, Duration.ofMinutes(1));
                Files.writeString(clock, jump + "\n");
                // How long the library goes by what it read before.
                Moments.pass(Duration.ofSeconds(2));
                recoveries.add(track.awaitRows(track.numbers().sent() + 1, Duration.ofMinutes(2)));
            }
            Verdict verdict = track.settle(Duration.ofMinutes(3));
            return List.of(track.finding(SENTENCE, jumps.size(), verdict, recoveries)
                    .withNote("Recovered is the next row in the table"));
        }
    }

    private static Optional<Path> library() throws Exception {
        try (Stream<Path> found =
                Files.find(Path.of("/usr/lib"), 4, (file, about) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
            return found.findFirst();
        }
    }
}
