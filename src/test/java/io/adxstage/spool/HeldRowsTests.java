package io.adxstage.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldRowsTests {

    @TempDir
    Path dir;

    private static Entry commit(long offset, String piece) {
        return new Entry.Committed(offset, 0, 1, 1, 0).holding(piece.getBytes(US_ASCII));
    }

    /** A line that could not be forced may be in the journal, and the batch's trailer where its rows would be. */
    @Test
    void whatStandsBehindTheLastGoodCommitIsLeftAlone() throws Exception {
        byte[] header = GzipMember.header();
        long end = header.length + 4;
        Path journal = Files.write(
                dir.resolve("journal"),
                Journal.of(List.of(commit(header.length + 2, "ab"), commit(end, "cd"), commit(end + 7, "unwritten"))));
        Path file = dir.resolve("data");
        try (DurableFile data = DurableFile.create(file)) {
            data.write("trailer".getBytes(US_ASCII), end);
            HeldRows.write(journal, data, end);
        }

        byte[] written = Files.readAllBytes(file);
        assertThat(written).startsWith(header);
        assertThat(new String(written, header.length, written.length - header.length, US_ASCII))
                .isEqualTo("abcdtrailer");
    }
}
