package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private long end;
    private long count;
    private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << 12);

    LetterBox(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                findEnd();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The dead letters in " + file + " cannot be read", unreadable);
        }
    }

    /** Counts whole lines; a torn last one was never acknowledged. In bytes: a damaged line may be no UTF-8. */
    private void findEnd() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long at = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        count++;
                        end = at + i + 1;
                    }
                }
                at += n;
            }
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

    /**
     * Keeps a message.
     *
     * @param durable run once, when it is on disk
     */
    public void add(ApplicationMessage message, String reason, Runnable durable) {
        add(message, reason);
        durable.run();
    }

    private FileChannel open() throws IOException {
        if (!Files.exists(file)) {
            end = 0;
            count = 0;
            Files.createDirectories(file.getParent(), ownerOnly("rwx------"));
            Files.createFile(file, ownerOnly("rw-------"));
            if (POSIX) {
                // The file's name must be durable too, not only what is in it.
                try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                    folder.force(true);
                }
            }
        }
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    public synchronized long count() {
        return count;
    }

    /** How many went because of the bounds on size and age, since the stage was made. */
    public synchronized long dropped() {
        return 0;
    }

    /** Lets go what is older than the bound on age. To be called now and then. */
    public synchronized void sweep() {}

    /** The oldest letters, as they came in: what a replay takes. */
    public synchronized List<Kept> oldest(int limit) {
        throw new UnsupportedOperationException();
    }

    /** Deletes the oldest letters up to and with this one, and answers how many. */
    public synchronized long removeThrough(String id) {
        throw new UnsupportedOperationException();
    }

    /** Writes all letters, oldest first, a line of JSON each. */
    public void writeTo(OutputStream to) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Letters in the order they came, from the given place on. */
    public synchronized LetterPage page(int offset, int limit) {
        List<Letter> items = new ArrayList<>();
        if (count > 0) {
            // Not strict about UTF-8, as Files.newBufferedReader is: one bad byte must not hide the other letters.
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                for (long at = 0; at < count && line != null && items.size() < limit; at++, line = lines.readLine()) {
                    if (at >= offset) {
                        items.add(letter(line, at));
                    }
                }
            } catch (IOException unreadable) {
                log.error("The dead letters in {} cannot be read whole: {}", file, unreadable.toString());
            }
        }
        return new LetterPage(items, count);
    }

    /** A damaged line stays a letter, so that the page and the count agree. */
    private static Letter letter(String line, long at) {
        try {
            return JSON.readValue(line, Line.class).letter();
        } catch (JacksonException damaged) {
            return new Letter(
                    "damaged-" + at,
                    Instant.EPOCH,
                    "",
                    "This dead letter was damaged on disk and cannot be read any more; its line is shown as it is.",
                    line,
                    "utf-8");
        }
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
}
