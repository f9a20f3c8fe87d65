package io.adxstage.spool;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The life of one batch, a line for each event, each line behind its own checksum. Append-only. */
final class Journal implements AutoCloseable {

    /** A journal of an earlier version may lack a flag. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final DurableFile file;
    private long end;

    private Journal(DurableFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * What a journal is worth.
     *
     * @param length of its good lines, bytes
     * @param isDamaged whether a line was changed after it was written; a torn last line is none
     */
    record Extent(long length, boolean isDamaged) {}

    /** @param file that is empty */
    static Journal create(DurableFile file) {
        return new Journal(file, 0);
    }

    /** Opens a journal behind its good lines. */
    static Journal reopen(DurableFile file, long end) {
        return new Journal(file, end);
    }

    /** Length of the good lines, bytes. */
    long end() {
        return end;
    }

    /**
     * Tells all entries that can be read, in order. A torn last line tells nothing; a line that was changed is left out,
     * and the answer says so.
     */
    static Extent read(Path file, Consumer<Entry> reader) throws IOException {
        long length = 0;
        boolean isDamaged = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                Entry entry = entry(line.toByteArray());
                if (entry == null) {
                    isDamaged = true;
                } else {
                    reader.accept(entry);
                }
                length += isDamaged ? 0 : line.size() + 1;
                line.reset();
            }
            // A whole line with something else for its end was not torn.
            Entry changed = line.size() == 0 ? null : entry(Arrays.copyOf(line.toByteArray(), line.size() - 1));
            if (changed != null) {
                reader.accept(changed);
                isDamaged = true;
            }
        }
        return new Extent(length, isDamaged);
    }

    /** Writes behind what was written well before, so a write that failed half-way leaves no trace. */
    void append(Entry entry, boolean force) throws IOException {
        byte[] line = line(entry);
        file.truncate(end);
        file.write(line, end);
        if (force) {
            file.force();
        }
        end += line.length;
    }

    /** A whole journal of these. */
    static byte[] of(List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        entries.forEach(entry -> lines.writeBytes(line(entry)));
        return lines.toByteArray();
    }

    private static byte[] line(Entry entry) {
        byte[] json = JSON.writeValueAsBytes(entry);
        byte[] line = new byte[json.length + 10];
        System.arraycopy(checksum(json), 0, line, 0, 8);
        line[8] = ' ';
        System.arraycopy(json, 0, line, 9, json.length);
        line[line.length - 1] = '\n';
        return line;
    }

    void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
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
