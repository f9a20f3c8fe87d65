package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dead letters of one stage: a line of JSON each, in a file that only its owner can read. A letter is on disk when
 * {@link #add} returns. Thread-safe.
 */
public final class LetterBox {

    private static final Logger log = LoggerFactory.getLogger(LetterBox.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private long end;
    private long count;
    private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << 12);

    LetterBox(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                end = endOfLastLine();
                try (Stream<String> lines = Files.lines(file)) {
                    count = lines.limit(Long.MAX_VALUE).count() - (Files.size(file) > end ? 1 : 0);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The dead letters in " + file + " cannot be read", unreadable);
        }
    }

    /** A line on disk: the whole message, so that it can be tried again. */
    record Line(String id, String reason, ApplicationMessage message) {

        Letter letter() {
            byte[] payload = message.payload();
            Letter.Body body = Letter.Body.of(payload);
            return new Letter(id, message.received(), message.topic(), reason, body.text(), body.encoding());
        }
    }

    /** Keeps a message, durably. */
    public synchronized void add(ApplicationMessage message, String reason) {
        String id = HexFormat.of().toHexDigits(lastId.incrementAndGet());
        byte[] line = (JSON.writeValueAsString(new Line(id, reason, message)) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = open()) {
            // Behind the last whole line, so a torn one is written over.
            long at = end;
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.truncate(at);
            channel.force(false);
            end = at;
            count++;
        } catch (IOException full) {
            throw new UncheckedIOException("A dead letter cannot be kept in " + file, full);
        }
    }

    private FileChannel open() throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    public synchronized long count() {
        return count;
    }

    /** Letters in the order they came, from the given place on. */
    public synchronized LetterPage page(int offset, int limit) {
        List<Letter> items = new ArrayList<>();
        if (count > 0) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                String line = lines.readLine();
                for (long at = 0; at < count && line != null && items.size() < limit; at++, line = lines.readLine()) {
                    if (at >= offset) {
                        items.add(JSON.readValue(line, Line.class).letter());
                    }
                }
            } catch (IOException | JacksonException unreadable) {
                log.error("The dead letters in {} cannot be read whole: {}", file, unreadable.toString());
            }
        }
        return new LetterPage(items, count);
    }

    /** Deletes all and answers how many there were. */
    public synchronized long deleteAll() {
        long before = count;
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new UncheckedIOException("The dead letters in " + file + " cannot be deleted", stays);
        }
        count = 0;
        end = 0;
        return before;
    }

    private long endOfLastLine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long at = channel.size() - 1; at >= 0; at--) {
                one.clear();
                if (channel.read(one, at) == 1 && one.get(0) == '\n') {
                    return at + 1;
                }
            }
            return 0;
        }
    }
}
