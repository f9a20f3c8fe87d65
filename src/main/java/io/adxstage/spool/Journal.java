package io.adxstage.spool;

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

    /** Bytes that are read at once. */
    private static final int CHUNK = 64 * 1024;

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
        byte[] held = new byte[CHUNK];
        int begun = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int came = in.read(held); came >= 0; came = in.read(held, begun, held.length - begun)) {
                int line = 0;
                for (int i = begun; i < begun + came; i++) {
                    if (held[i] == '\n') {
                        Entry entry = entry(held, line, i - line);
                        if (entry == null) {
                            isDamaged = true;
                        } else {
                            reader.accept(entry);
                        }
                        length += isDamaged ? 0 : i + 1 - line;
                        line = i + 1;
                    }
                }
                begun += came - line;
                System.arraycopy(held, line, held, 0, begun);
                if (begun == held.length) {
                    held = Arrays.copyOf(held, 2 * begun);
                }
            }
        }
        // A whole line with something else for its end was not torn.
        Entry changed = begun == 0 ? null : entry(held, 0, begun - 1);
        if (changed != null) {
            reader.accept(changed);
            isDamaged = true;
        }
        return new Extent(length, isDamaged);
    }

    /** Tells all commits that can be read, in order. */
    static void commits(Path file, Consumer<Entry.Committed> reader) throws IOException {
        var unused = read(file, entry -> {
            if (entry instanceof Entry.Committed commit) {
                reader.accept(commit);
            }
        });
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
        System.arraycopy(checksum(json, 0, json.length), 0, line, 0, 8);
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

    private static @Nullable Entry entry(byte[] bytes, int from, int length) {
        if (length < 10 || bytes[from + 8] != ' ') {
            return null;
        }
        byte[] checksum = checksum(bytes, from + 9, length - 9);
        if (!Arrays.equals(bytes, from, from + 8, checksum, 0, 8)) {
            return null;
        }
        try {
            return JSON.readValue(bytes, from + 9, length - 9, Entry.class);
        } catch (JacksonException unknown) {
            return null;
        }
    }

    private static byte[] checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return HexFormat.of().toHexDigits((int) crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }
}
