package io.adxstage.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The life of one batch, a line for each event, each line behind its own checksum. Append-only. */
final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DurableFile file;
    private long end;

    private Journal(DurableFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * What a journal says.
     *
     * @param length of its good lines, bytes
     * @param isDamaged whether a line was changed after it was written; a torn last line is none
     */
    private record Contents(List<Entry> entries, long length, boolean isDamaged) {}

    static Journal create(Path file) throws IOException {
        return new Journal(DurableFile.create(file), 0);
    }

    /** Opens a journal behind its last good line. */
    static Journal reopen(Path file) throws IOException {
        long end = contents(file).length();
        DurableFile open = DurableFile.open(file);
        open.truncate(end);
        return new Journal(open, end);
    }

    /**
     * All entries up to a torn last line.
     *
     * @throws DamagedBatch where a line is not as it was written: what follows it cannot be trusted, nor given up
     */
    static List<Entry> read(Path file) throws IOException, DamagedBatch {
        Contents contents = contents(file);
        if (contents.isDamaged()) {
            throw new DamagedBatch(
                    "line " + (contents.entries().size() + 1) + " of its journal was changed after it was written");
        }
        return contents.entries();
    }

    /** Writes behind what was written well before, so a write that failed half-way leaves no trace. */
    void append(Entry entry, boolean force) throws IOException {
        byte[] json = JSON.writeValueAsBytes(entry);
        ByteArrayOutputStream line = new ByteArrayOutputStream(json.length + 10);
        line.writeBytes(checksum(json));
        line.write(' ');
        line.writeBytes(json);
        line.write('\n');
        file.truncate(end);
        file.write(line.toByteArray(), end);
        if (force) {
            file.force();
        }
        end += line.size();
    }

    void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Contents contents(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int to = 0; to < all.length; to++) {
            if (all[to] == '\n') {
                Entry entry = entry(Arrays.copyOfRange(all, from, to));
                if (entry == null) {
                    return new Contents(entries, from, true);
                }
                entries.add(entry);
                from = to + 1;
            }
        }
        // A whole line with something else for its end was not torn.
        boolean changed = from < all.length && entry(Arrays.copyOfRange(all, from, all.length - 1)) != null;
        return new Contents(entries, from, changed);
    }

    private static @Nullable Entry entry(byte[] line) {
        if (line.length < 10 || line[8] != ' ') {
            return null;
        }
        byte[] json = Arrays.copyOfRange(line, 9, line.length);
        if (!Arrays.equals(line, 0, 8, checksum(json), 0, 8)) {
            return null;
        }
        try {
            return JSON.readValue(json, Entry.class);
        } catch (JacksonException unknown) {
            return null;
        }
    }

    private static byte[] checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }
}
