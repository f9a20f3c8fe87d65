package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one stage: appended at the end, taken from the front, bounded by size and age. On disk in files
 * that only their owner can read. Thread-safe; whoever reads keeps nobody waiting.
 */
public final class LetterBox {

    private static final Logger log = LoggerFactory.getLogger(LetterBox.class);

    /** Bytes on disk that {@link #oldest} reads at most, unless a single letter has more. */
    private static final long MOST_TO_REPLAY = 8 * 1024 * 1024;

    private final LetterLog letters;
    private final LetterWriter writer;
    private final Waiting waiting = new Waiting();
    private volatile @Nullable String trouble;

    LetterBox(LetterLog letters, LetterWriter writer) {
        this.letters = letters;
        this.writer = writer;
    }

    /** Keeps a message; it is on disk when this returns. Waits as long as the disk takes nothing. */
    public void add(ApplicationMessage message, String reason) {
        CountDownLatch durable = new CountDownLatch(1);
        add(message, reason, durable::countDown);
        try {
            while (!durable.await(1, TimeUnit.SECONDS)) {
                if (waiting.isClosed()) {
                    throw new IllegalStateException("The dead letters are closed");
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the disk takes no dead letters", stop);
        }
    }

    /**
     * Keeps a message and returns at once, or when there is room again: it blocks while 16 MB wait for the disk. What
     * the disk does not take is tried again every second.
     *
     * @param durable run once, by the writer, when the letter is on disk and counted
     * @throws IllegalStateException where it is interrupted while it blocks, or the service has stopped
     */
    public void add(ApplicationMessage message, String reason, Runnable durable) {
        waiting.add(new Waiting.One(new LetterLine(reason, message).bytes(), durable));
        writer.dirty(this);
    }

    /**
     * Runs something once all letters so far are on disk; never waits.
     *
     * @throws IllegalStateException where the service has stopped
     */
    public void whenDurable(Runnable task) {
        if (waiting.isEmpty()) {
            task.run();
        } else {
            waiting.add(new Waiting.One(new byte[0], task));
            writer.dirty(this);
        }
    }

    /** Writes some of what waits and tells who waits; false where the disk does not take it now. */
    boolean commit() {
        try {
            List<Waiting.One> ones = waiting.first(letters.segmentBytes());
            if (!ones.isEmpty()) {
                letters.append(ones.stream()
                        .filter(Waiting.One::isLetter)
                        .map(Waiting.One::line)
                        .toList());
                waiting.done(ones.size());
                ones.forEach(LetterBox::tell);
            }
            letters.bound();
        } catch (IOException | RuntimeException full) {
            if (trouble == null) {
                log.warn("Dead letters cannot be written, trying again every second: {}", full.toString());
            }
            trouble = full.getMessage() == null ? full.toString() : full.getMessage();
            return false;
        }
        if (trouble != null) {
            trouble = null;
            log.info("The disk takes dead letters again");
        }
        if (!waiting.isEmpty()) {
            // Behind the boxes that wait as well.
            writer.dirty(this);
        }
        return true;
    }

    private static void tell(Waiting.One one) {
        try {
            one.durable().run();
        } catch (RuntimeException lost) {
            // The connection that the message came on is gone: the broker sends it again.
            log.debug("An acknowledgement could not be sent: {}", lost.toString());
        }
    }

    /** Why the disk does not take letters at present; null when all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** How many there are on disk. */
    public long count() {
        return letters.shelf().count();
    }

    /** How many went because of the bounds on size and age, since the stage was made. */
    public long dropped() {
        return letters.shelf().dropped();
    }

    /** How many were deleted by hand, without those that had become rows, since the stage was made. */
    public long deleted() {
        return letters.shelf().deleted();
    }

    /** Lets go what is older than the bound on age. Happens by itself every minute, and is cheap. */
    public void sweep() {
        writer.run(() -> {
            letters.bound();
            return true;
        });
    }

    /**
     * The oldest letters, as they came in: what a replay takes. Damaged ones are passed over; they stay.
     *
     * @return fewer than asked for where they are large, none where none is left to be tried
     */
    public List<Kept> oldest(int limit) {
        List<Kept> kept = new ArrayList<>();
        long[] bytes = {0};
        Shelf now = letters.shelf();
        read(now, now.front(), now.end(), (number, segment, entry) -> {
            if (!kept.isEmpty() && bytes[0] + entry.length() > MOST_TO_REPLAY) {
                return false;
            }
            LetterLine line = LetterLine.whole(segment, entry);
            if (line != null) {
                bytes[0] += entry.length();
                kept.add(new Kept(id(number), line.message()));
            }
            return kept.size() < limit;
        });
        return kept;
    }

    /**
     * Deletes the oldest letters up to and with this one, and answers how many. Damaged ones among them are not
     * deleted: they move to the end.
     *
     * @param id of a letter that {@link #oldest} answered; where it is gone already, nothing is deleted
     */
    public long removeThrough(String id) {
        return writer.run(() -> letters.removeBefore(HexFormat.fromHexDigitsToLong(id) + 1));
    }

    /** Letters in the order they came, from the given place on; their payloads cut at 64 KiB. */
    public LetterPage page(int offset, int limit) {
        List<Letter> items = new ArrayList<>();
        Shelf now = letters.shelf();
        long from = now.front() + offset;
        read(now, from, Math.min(now.end(), from + limit), (number, segment, entry) -> {
            items.add(LetterLine.shown(id(number), segment, entry));
            return true;
        });
        return new LetterPage(items, now.count());
    }

    /**
     * Writes all letters, oldest first, a line of JSON each, their payloads whole. Holds one at a time, and keeps nobody
     * waiting however slow the other end reads.
     */
    public void writeTo(OutputStream to) throws IOException {
        Shelf now = letters.shelf();
        try {
            read(now, now.front(), now.end(), (number, segment, entry) -> {
                LetterLine line = LetterLine.whole(segment, entry);
                Letter letter =
                        line == null ? LetterLine.shown(id(number), segment, entry) : Letter.of(id(number), line);
                try {
                    LetterLine.write(letter, to);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
                return true;
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /** Looks at one letter; false where that was enough. */
    private interface Look {
        boolean at(long number, Segment segment, Entry entry) throws IOException;
    }

    private void read(Shelf now, long from, long to, Look look) {
        for (Segment segment : now.segments()) {
            long at = Math.max(from, segment.base());
            long end = Math.min(to, segment.end());
            try {
                while (at < end) {
                    for (Entry entry : segment.entries(at, Math.min(end, at + 500))) {
                        if (!look.at(at++, segment, entry)) {
                            return;
                        }
                    }
                }
            } catch (FileNotFoundException | NoSuchFileException gone) {
                // Taken from the front meanwhile.
                log.debug("{} is gone", segment.data());
            } catch (IOException unreadable) {
                log.error("The dead letters in {} cannot be read whole: {}", segment.data(), unreadable.toString());
            }
        }
    }

    private static String id(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    /**
     * Deletes all and answers how many there were. That they are gone and how many they were gets durable at once.
     *
     * @param rows how many of them count no longer, because they are rows by now
     */
    public long deleteAll(long rows) {
        return writer.run(() -> letters.deleteAll(rows));
    }

    /** The stage is gone: deletes everything, also that letters were dropped. */
    void forget() {
        writer.run(() -> {
            letters.forget();
            return true;
        });
    }

    /** Takes no more. */
    void close() {
        waiting.close();
    }
}
