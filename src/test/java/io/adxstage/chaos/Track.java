package io.adxstage.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Numbers on their way from a publisher through one stage into one table. */
final class Track implements AutoCloseable {

    /** How long nothing may move before what is missing counts as lost. */
    private static final Duration STILL = Duration.ofSeconds(20);

    private final Rig rig;
    private final String table;
    private final String stage;
    private final Numbers numbers;
    private final Watch watch;

    Track(Rig rig, String table, String stage, Numbers numbers) {
        this.rig = rig;
        this.table = table;
        this.stage = stage;
        this.numbers = numbers;
        this.watch = new Watch(rig.service, stage);
    }

    String table() {
        return table;
    }

    String stage() {
        return stage;
    }

    Numbers numbers() {
        return numbers;
    }

    Status status() throws IOException {
        return rig.service.status(stage);
    }

    Duration awaitRunning(Duration atMost) {
        return Moments.until("stage " + table + " runs; see " + rig.folder(), atMost, () -> status().is("running"));
    }

    /** Waits until so many different numbers are in the table. */
    Duration awaitRows(long different, Duration atMost) {
        return Moments.until(
                different + " numbers in " + table,
                atMost,
                () -> rig.standIn.summary(table).different() >= different);
    }

    /** Waits until all that the broker acknowledged so far is in the table. */
    Duration awaitCaughtUp(Duration atMost) {
        int now = numbers.acknowledgedCount();
        return awaitRows(now, atMost);
    }

    /** Ends publishing, waits until everything is delivered or nothing moves any more, and counts. */
    Verdict settle(Duration atMost) throws Exception {
        numbers.stop();
        return settle(numbers.acknowledged(), atMost);
    }

    /** @param expected which numbers must be in the table */
    Verdict settle(BitSet expected, Duration atMost) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        long lastMove = System.nanoTime();
        String before = "";
        while (System.nanoTime() < end) {
            Status status = status();
            StandIn.Summary rows = rig.standIn.summary(table);
            String now = status.counters() + " " + rows;
            boolean moved = !now.equals(before);
            lastMove = moved ? System.nanoTime() : lastMove;
            before = now;
            boolean all = status.waiting() == 0 && rows.different() >= expected.cardinality();
            if (!moved && (all || System.nanoTime() - lastMove > STILL.toNanos())) {
                break;
            }
            Moments.pass(Duration.ofMillis(700));
        }
        Verdict verdict = Verdict.of(expected, rig.standIn.counts(table));
        leaveEvidence(verdict);
        return verdict;
    }

    /** What must not be. */
    List<String> problems(Verdict verdict, boolean tagged) throws IOException {
        List<String> problems = new ArrayList<>(watch.unbalanced());
        if (!verdict.lost().isEmpty()) {
            problems.add(table + ": " + verdict.lost().size() + " numbers are lost, such as " + few(verdict.lost()));
        }
        Status status = status();
        if (status.waiting() > 0 || status.count("failed") > 0) {
            problems.add(table + ": not everything was delivered: " + status);
        }
        if (tagged && verdict.extraRows() > 0) {
            problems.add(table + ": " + verdict.extraRows() + " rows too many, such as " + few(verdict.doubled()));
        }
        problems.addAll(watch.wentBack());
        long rows = rig.standIn.summary(table).rows();
        if (tagged && status.count("accepted") != rows) {
            problems.add(table + ": accepted is " + status.count("accepted") + ", the table has " + rows + " rows");
        }
        return problems;
    }

    /** What is worth a note, in numbers. */
    String remarks() throws IOException {
        Status status = status();
        long rows = rig.standIn.summary(table).rows();
        List<String> remarks = new ArrayList<>();
        if (!watch.wentBack().isEmpty()) {
            remarks.add("received went back " + watch.wentBack().size() + " times");
        }
        if (status.count("accepted") != rows) {
            remarks.add("accepted says %d, the table has %d rows".formatted(status.count("accepted"), rows));
        }
        if (status.count("possibleDuplicates") > 0) {
            remarks.add("possible duplicates: " + status.count("possibleDuplicates"));
        }
        return String.join("; ", remarks);
    }

    /** The line of the report for a scenario with batches that carry tags. */
    Finding finding(String sentence, int runs, Verdict verdict, List<Duration> recoveries) throws IOException {
        return new Finding(
                sentence,
                runs,
                verdict.acknowledged(),
                verdict.lost().size(),
                verdict.extraRows(),
                recoveries,
                remarks(),
                problems(verdict, true));
    }

    private void leaveEvidence(Verdict verdict) throws IOException {
        List<String> lines = new ArrayList<>(watch.wentBack());
        lines.add(status().toString());
        for (int lost : few(verdict.lost(), 1_000)) {
            lines.add("lost " + lost);
        }
        for (int doubled : few(verdict.doubled(), 200)) {
            lines.add("doubled " + doubled + ", in the order of all rows at " + rig.standIn.places(table, doubled));
        }
        Files.write(rig.folder().resolve(table + ".verdict"), lines);
    }

    private static List<Integer> few(List<Integer> all) {
        return few(all, 5);
    }

    private static List<Integer> few(List<Integer> all, int most) {
        return Stream.of(all).flatMap(List::stream).limit(most).toList();
    }

    @Override
    public void close() {
        watch.close();
        numbers.close();
    }
}
