package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The disk spoils batch files while the service is down: garbage behind the last commit, a journal that ends amid an entry, a
 * byte turned over in the middle. What a spoiled batch held may be beyond saving, but then it is said; all else arrives.
 */
record Damage() implements Scenario {

    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");

    @Override
    public String name() {
        return "damage";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        int times = workshop.form().pick(1, 20);
        try (Rig rig = new Rig(workshop, name())) {
            rig.service.start();
            Track track = rig.track(name(), 500, Recipe.USUAL);
            track.numbers().start();
            BitSet flipped = new BitSet();
            List<Duration> recoveries = new ArrayList<>();
            for (int time = 0; time < times; time++) {
                rig.adx.set(Mode.REFUSE);
                int wanted = 4;
                Moments.until(
                        "some batches",
                        Duration.ofMinutes(1),
                        () -> batches(rig, track).size() >= wanted);
                rig.service.kill();
                flipped.or(spoil(batches(rig, track)));
                long killed = System.nanoTime();
                rig.service.start();
                // A stage whose cluster refuses is degraded, not running.
                rig.adx.set(Mode.PASS);
                track.awaitRunning(Duration.ofMinutes(5));
                recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
            }
            track.numbers().stop();
            BitSet expected = track.numbers().acknowledged();
            expected.andNot(flipped);
            Verdict verdict = track.settle(expected, Duration.ofMinutes(3));
            return findings(rig, track, times, flipped, verdict, recoveries);
        }
    }

    private static List<Finding> findings(
            Rig rig, Track track, int times, BitSet flipped, Verdict verdict, List<Duration> recoveries)
            throws Exception {
        Verdict inFlipped = Verdict.of(flipped, rig.standIn.counts(track.table()));
        Status status = track.status();
        long reported = status.count("failed") + status.count("dropped");
        int gone = inFlipped.lost().size();
        List<String> problems = new ArrayList<>();
        if (!verdict.lost().isEmpty()) {
            problems.add(verdict.lost().size() + " numbers are lost that were in no spoiled batch");
        }
        if (reported < gone) {
            problems.add(gone + " numbers of spoiled batches are missing, and the status tells of " + reported);
        }
        return List.of(
                new Finding(
                        "torn tails and torn journals of batch files",
                        2 * times,
                        verdict.acknowledged(),
                        verdict.lost().size(),
                        verdict.extraRows(),
                        recoveries,
                        "",
                        problems),
                new Finding(
                        "a bit flipped in the middle of a batch file",
                        times,
                        flipped.cardinality(),
                        Math.max(0, gone - reported),
                        0,
                        recoveries,
                        "%,d of these rows could not be read back; the batch is put aside in `quarantine` and %,d rows are counted as failed. *Lost* is what went without a word"
                                .formatted(gone, reported),
                        List.of()));
    }

    /** Spoils the three oldest sealed batches and the newest, and answers which numbers the one with the flipped bit held. */
    private static BitSet spoil(List<Path> batches) throws IOException {
        Path open = batches.getLast();
        Files.write(open, new byte[] {1, 2, 3, 4, 5, 6, 7}, StandardOpenOption.APPEND);

        Files.writeString(journal(open), "00000000 {\"type\":\"comm", StandardOpenOption.APPEND);

        Path flipped = batches.getFirst();
        BitSet held = numbers(flipped);
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(flipped, bytes);
        return held;
    }

    private static Path journal(Path batch) {
        return batch.resolveSibling(batch.getFileName().toString().replace(".json.gz", ".journal"));
    }

    private static BitSet numbers(Path batch) throws IOException {
        BitSet numbers = new BitSet();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(batch)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var number = NUMBER.matcher(line);
                if (number.find()) {
                    numbers.set(Integer.parseInt(number.group(1)));
                }
            }
        }
        return numbers;
    }

    /**
     * Whether a batch is still to be sent. One that the kill cut off before its first commit has no journal yet, and nothing to
     * spoil; of one that the cluster accepted the rows are there already.
     */
    private static boolean isWaiting(Path journal) {
        try {
            return Files.exists(journal) && !Files.readString(journal).contains("\"entry\":\"accepted\"");
        } catch (IOException gone) {
            return false;
        }
    }

    /** Oldest first. */
    private static List<Path> batches(Rig rig, Track track) throws IOException {
        try (Stream<Path> files = Files.list(rig.service.spool(track.stage()))) {
            return files.filter(file -> file.toString().endsWith(".json.gz") && isWaiting(journal(file)))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()))
                    .toList();
        }
    }
}
