package io.adxstage.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Everything that a box does, with the power cut at every single step of it: each letter is kept, dropped or taken. */
class CrashPointTests {

    private static final LettersSettings.Bounds BOUNDS =
            new LettersSettings.Bounds(DataSize.ofMegabytes(1), Duration.ofDays(1));

    private Instant now = Instant.parse("2026-03-04T05:06:07Z");

    /** What there was before the act under way. */
    private record Before(List<String> kept, long dropped, long deleted) {}

    private Before before = new Before(List.of(), 0, 0);
    private String act = "";
    private List<String> adding = List.of();
    private int taking;
    /** Payloads by the number of their letter. */
    private final Map<Long, String> written = new HashMap<>();

    private LetterLog open(Path folder, Disk disk) throws IOException {
        return new LetterLog(folder.resolve("letters/s"), folder.resolve("letters/s.jsonl"), disk, BOUNDS, () -> now);
    }

    @Test
    void aCrashAtAnyStepLosesNothingAndDoublesNothing() throws Exception {
        for (int steps = 0; ; steps++) {
            Path folder = Files.createTempDirectory("letters");
            try {
                boolean isThrough = life(folder, steps);
                // Twice: what a recovery leaves must be recoverable.
                for (int start = 0; start < 2; start++) {
                    check(open(folder, new Disk()), "power cut after " + steps + " steps, in " + act);
                }
                if (isThrough) {
                    assertThat(steps).isGreaterThan(200);
                    return;
                }
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    /** Adds until the bound on size bites, takes from the front, lets them get too old, deletes. */
    private boolean life(Path folder, int steps) throws IOException {
        now = Instant.parse("2026-03-04T05:06:07Z");
        before = new Before(List.of(), 0, 0);
        act = "start";
        written.clear();
        FakeDisk disk = new FakeDisk();
        disk.stepsLeft = steps;
        try {
            LetterLog log = open(folder, disk);
            int next = 0;
            for (int round = 0; round < 14; round++) {
                next = add(log, next, 3);
                act(log, "bound", List.of(), 0);
                log.bound();
            }
            act(log, "take", List.of(), 2);
            log.removeBefore(log.shelf().front() + 2);
            log = open(folder, disk);
            next = add(log, next, 2);
            act(log, "take all", List.of(), (int) log.shelf().count());
            log.removeBefore(log.shelf().end());
            next = add(log, next, 2);
            now = now.plus(Duration.ofDays(2));
            act(log, "bound", List.of(), 0);
            log.bound();
            next = add(log, next, 3);
            log = open(folder, disk);
            act(log, "delete all", List.of(), (int) log.shelf().count());
            log.deleteAll(1);
            add(log, next, 2);
            act(log, "done", List.of(), 0);
            return true;
        } catch (FakeDisk.PowerCut cut) {
            return false;
        }
    }

    private int add(LetterLog log, int next, int count) throws IOException {
        List<String> payloads =
                IntStream.range(next, next + count).mapToObj(i -> "" + i).toList();
        act(log, "add", payloads, 0);
        for (int i = 0; i < count; i++) {
            written.put(log.shelf().end() + i, payloads.get(i));
        }
        log.append(payloads.stream()
                .map(text -> new LetterLine("r".repeat(30_000), LetterBoxTests.message(text)).bytes())
                .toList());
        return next + count;
    }

    private void act(LetterLog log, String name, List<String> nowAdding, int nowTaking) {
        Shelf shelf = log.shelf();
        before = new Before(
                LongStream.range(shelf.front(), shelf.end())
                        .mapToObj(written::get)
                        .toList(),
                shelf.dropped(),
                shelf.deleted());
        act = name;
        adding = nowAdding;
        taking = nowTaking;
    }

    private static List<String> payloads(LetterLog log) throws IOException {
        List<String> payloads = new ArrayList<>();
        Shelf shelf = log.shelf();
        for (Segment segment : shelf.segments()) {
            for (Entry entry : segment.entries(Math.max(shelf.front(), segment.base()), segment.end())) {
                LetterLine line = LetterLine.whole(segment, entry);
                payloads.add(
                        line == null ? "damaged" : new String(line.message().payload(), UTF_8));
            }
        }
        assertThat(payloads).hasSize((int) shelf.count());
        return payloads;
    }

    private void check(LetterLog log, String when) throws IOException {
        List<String> found = payloads(log);
        List<String> kept = before.kept();
        switch (act) {
            case "add" -> {
                assertThat(found).as(when).hasSizeBetween(kept.size(), kept.size() + adding.size());
                List<String> all = new ArrayList<>(kept);
                all.addAll(adding);
                assertThat(found).as(when).isEqualTo(all.subList(0, found.size()));
                assertThat(log.shelf().dropped()).as(when).isEqualTo(before.dropped());
            }
            case "bound" -> {
                assertThat(found.size() + log.shelf().dropped()).as(when).isEqualTo(kept.size() + before.dropped());
                assertThat(found).as(when).isEqualTo(kept.subList(kept.size() - found.size(), kept.size()));
            }
            case "delete all" -> {
                assertThat(found).as(when).isIn(kept, List.of());
                // One of them was a row already.
                long counted = found.isEmpty() && !kept.isEmpty() ? kept.size() - 1 : 0;
                assertThat(log.shelf().deleted()).as(when).isEqualTo(before.deleted() + counted);
                assertThat(log.shelf().dropped()).as(when).isEqualTo(before.dropped());
            }
            default -> {
                assertThat(found).as(when).isIn(kept, kept.subList(taking, kept.size()));
                assertThat(log.shelf().dropped()).as(when).isEqualTo(before.dropped());
            }
        }
    }
}
