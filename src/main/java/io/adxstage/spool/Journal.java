package io.adxstage.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The life of one batch, a line for each event, each line behind its own checksum. Append-only. */
final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;
    private long end;

    private Journal(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    static Journal create(Path file) throws IOException {
        return new Journal(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0);
    }

    /** Opens a journal behind its last good line. */
    static Journal reopen(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        long end = 0;
        for (String line : goodLines(file)) {
            end += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        channel.truncate(end);
        return new Journal(channel, end);
    }

    /** All entries up to the first line that is torn or damaged. */
    static List<Entry> read(Path file) throws IOException {
        return goodLines(file).stream()
                .map(line -> JSON.readValue(line.substring(9), Entry.class))
                .toList();
    }

    /** Writes behind what was written well before, so a write that failed half-way leaves no trace. */
    void append(Entry entry, boolean force) throws IOException {
        byte[] json = JSON.writeValueAsBytes(entry);
        byte[] line = (checksum(json) + " " + new String(json, StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        Disk.writeFully(channel, ByteBuffer.wrap(line), end);
        if (force) {
            channel.force(false);
        }
        end += line.length;
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static List<String> goodLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<String> good = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            String line = text.substring(from, to);
            if (!isGood(line)) {
                break;
            }
            good.add(line);
            from = to + 1;
        }
        return good;
    }

    private static boolean isGood(String line) {
        if (line.length() < 10 || !line.startsWith(checksum(line.substring(9).getBytes(StandardCharsets.UTF_8)))) {
            return false;
        }
        try {
            JSON.readValue(line.substring(9), Entry.class);
            return true;
        } catch (JacksonException unknown) {
            return false;
        }
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
