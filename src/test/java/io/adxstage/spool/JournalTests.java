package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be read of a journal, wherever it was torn and whatever was changed. */
class JournalTests {

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private Path file;

    /** Short lines and long ones: the longest are more than is read at once. */
    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("journal");
        int end = 0;
        for (int i = 0; i < 60; i++) {
            int letters = i % 20 == 19 ? 50_000 + random.nextInt(150_000) : random.nextInt(2_000);
            entries.add(new Entry.Opened(Instant.ofEpochMilli(i), "x".repeat(letters)));
            end += Journal.of(List.of(entries.getLast())).length;
            ends.add(end);
        }
        Files.write(file, Journal.of(entries));
    }

    private record Read(List<Entry> entries, Journal.Extent extent) {}

    private Read read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        List<Entry> found = new ArrayList<>();
        return new Read(found, Journal.read(file, found::add));
    }

    @Test
    void everyLineIsReadHoweverLongItIs() throws Exception {
        Read read = read(Files.readAllBytes(file));
        assertThat(read.entries()).isEqualTo(entries);
        assertThat(read.extent()).isEqualTo(new Journal.Extent(ends.getLast(), false));
    }

    @Test
    void aTornTailTellsNothingAndIsNoDamage() throws Exception {
        byte[] all = Files.readAllBytes(file);
        for (int round = 0; round < 200; round++) {
            int line = random.nextInt(ends.size());
            int begin = line == 0 ? 0 : ends.get(line - 1);
            int cut = begin + random.nextInt(ends.get(line) - begin);
            Read read = read(Arrays.copyOf(all, cut));
            assertThat(read.entries()).as("cut at " + cut).isEqualTo(entries.subList(0, line));
            assertThat(read.extent()).as("cut at " + cut).isEqualTo(new Journal.Extent(begin, false));
        }
    }

    @Test
    void aLineThatWasChangedIsLeftOutAndSaid() throws Exception {
        byte[] all = Files.readAllBytes(file);
        for (int round = 0; round < 200; round++) {
            int line = random.nextInt(ends.size());
            int begin = line == 0 ? 0 : ends.get(line - 1);
            byte[] changed = all.clone();
            // Its end is left alone: without it, two lines are one.
            changed[begin + random.nextInt(ends.get(line) - begin - 1)] ^= 1;
            Read read = read(changed);
            List<Entry> others = new ArrayList<>(entries);
            others.remove(line);
            assertThat(read.entries()).as("line " + line).isEqualTo(others);
            assertThat(read.extent()).as("line " + line).isEqualTo(new Journal.Extent(begin, true));
        }
    }

    @Test
    void ofALastLineWhoseEndWasChangedTheRestIsRead() throws Exception {
        byte[] changed = Files.readAllBytes(file);
        changed[changed.length - 1] = ' ';
        Read read = read(changed);
        assertThat(read.entries()).isEqualTo(entries);
        assertThat(read.extent()).isEqualTo(new Journal.Extent(ends.get(ends.size() - 2), true));
    }
}
