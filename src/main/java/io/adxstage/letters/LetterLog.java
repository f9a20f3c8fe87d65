package io.adxstage.letters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one stage on disk: appended at the end, taken from the front. Changed by the writer's thread
 * only; what there is can be asked by anyone.
 */
final class LetterLog {

    private static final Logger log = LoggerFactory.getLogger(LetterLog.class);
    private static final long SEGMENT = 4 * 1024 * 1024;

    private final Path folder;
    private final Disk disk;
    private final LettersSettings.Bounds bounds;
    private final InstantSource clock;
    private final long segmentBytes;
    private volatile Shelf shelf;

    /** @param single where earlier versions kept the letters */
    LetterLog(Path folder, Path single, Disk disk, LettersSettings.Bounds bounds, InstantSource clock)
            throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.bounds = bounds;
        this.clock = clock;
        this.segmentBytes = Math.min(SEGMENT, bounds.maxSize().toBytes() / 8);
        Recovery recovery = new Recovery(folder, disk);
        // Later than every number that was given before the folder was deleted.
        long fresh = clock.millis() << 12;
        this.shelf = recovery.takeUp(single, recovery.recover(fresh), fresh);
    }

    Shelf shelf() {
        return shelf;
    }

    /** How many bytes are best appended at once. */
    long segmentBytes() {
        return segmentBytes;
    }

    /**
     * Appends; all is durable then. What fails leaves everything as it was.
     *
     * @param lines together no more than {@link #segmentBytes}, or a single one
     */
    void append(List<byte[]> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        long now = clock.millis();
        if (lines.size() == 1
                && lines.getFirst().length + Entry.BYTES > bounds.maxSize().toBytes()) {
            log.warn("A dead letter in {} is larger than adx-stage.letters.max-size and is dropped", folder);
            drop(shelf.front(), 1);
            return;
        }
        Segment last = last(lines.stream().mapToLong(line -> line.length).sum());
        List<byte[]> index = new ArrayList<>();
        long at = last.bytes();
        for (byte[] line : lines) {
            index.add(Entry.of(at, line, now).bytes());
            at += line.length;
        }
        write(last, lines, index);
        shelf = shelf.with(last.plus(lines.size(), at - last.bytes()));
    }

    private Segment last(long more) {
        Shelf now = shelf;
        if (!now.segments().isEmpty()) {
            Segment last = now.segments().getLast();
            if (last.bytes() == 0 || last.bytes() + more <= segmentBytes) {
                return last;
            }
        }
        return new Segment(folder, now.end(), 0, 0);
    }

    private void write(Segment last, List<byte[]> lines, List<byte[]> index) throws IOException {
        if (last.letters() == 0) {
            disk.createFolder(folder);
            disk.create(last.index());
            disk.create(last.data());
            disk.syncFolder(folder);
        }
        disk.write(last.data(), last.bytes(), lines);
        disk.write(last.index(), last.letters() * Entry.BYTES, index);
    }

    /** Lets go what is beyond the bounds: whole files where there is too much, single letters where they are too old. */
    void bound() throws IOException {
        Shelf now = shelf;
        long front = now.front();
        long bytes = now.bytesOnDisk();
        for (Segment segment : now.segments()) {
            if (bytes > bounds.maxSize().toBytes() && segment.end() < now.end()) {
                front = segment.end();
                bytes -= segment.bytesOnDisk();
            }
        }
        front = youngerThanTheBound(now, front);
        if (front > now.front()) {
            drop(front, front - now.front());
        }
    }

    private long youngerThanTheBound(Shelf now, long from) throws IOException {
        if (bounds.maxAge().isZero()) {
            return from;
        }
        long oldest = clock.millis() - bounds.maxAge().toMillis();
        long front = from;
        for (Segment segment : now.segments()) {
            while (front >= segment.base() && front < segment.end()) {
                for (Entry entry : segment.entries(front, front + 1000)) {
                    if (entry.since() >= oldest) {
                        return front;
                    }
                    front++;
                }
            }
        }
        return front;
    }

    private void drop(long front, long letters) throws IOException {
        moveFront(front, shelf.dropped() + letters, shelf.deleted());
    }

    /**
     * Takes letters from the front. The damaged among them cannot be tried again, so they stay: they move to the end.
     *
     * @param newFront number of the oldest letter that stays
     * @return how many are gone
     */
    long removeBefore(long newFront) throws IOException {
        Shelf now = shelf;
        long front = Math.min(newFront, now.end());
        if (front <= now.front()) {
            return 0;
        }
        List<byte[]> lines = new ArrayList<>();
        List<Entry> damaged = new ArrayList<>();
        for (Segment segment : now.segments()) {
            for (Entry entry : segment.entries(Math.max(now.front(), segment.base()), front)) {
                if (LetterLine.whole(segment, entry) == null) {
                    byte[] line = segment.line(entry);
                    lines.add(line.length == 0 ? new byte[] {'\n'} : line);
                    damaged.add(entry);
                }
            }
        }
        if (!lines.isEmpty()) {
            appendAsDamaged(lines, damaged);
        }
        moveFront(front, shelf.dropped(), shelf.deleted());
        return front - now.front() - lines.size();
    }

    private void appendAsDamaged(List<byte[]> lines, List<Entry> damaged) throws IOException {
        Segment last = last(lines.stream().mapToLong(line -> line.length).sum());
        List<byte[]> index = new ArrayList<>();
        long at = last.bytes();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            // A checksum that is wrong for sure: what was damaged must never pass for whole.
            index.add(
                    new Entry(at, line.length, ~Entry.crc(line), damaged.get(i).since()).bytes());
            at += line.length;
        }
        write(last, lines, index);
        shelf = shelf.with(last.plus(lines.size(), at - last.bytes()));
    }

    /**
     * Deletes all and answers how many there were. What was dropped and deleted stays counted.
     *
     * @param rows how many of them do not count as deleted
     */
    long deleteAll(long rows) throws IOException {
        Shelf before = shelf;
        long deleted = before.deleted() + Math.max(0, before.count() - rows);
        if (before.count() > 0) {
            moveFront(before.end(), before.dropped(), deleted);
        }
        if (shelf.dropped() + deleted == 0) {
            forget();
        }
        return before.count();
    }

    /** Deletes all, and that there ever was anything: the stage is gone. */
    void forget() throws IOException {
        if (shelf.count() > 0) {
            moveFront(shelf.end(), shelf.dropped(), shelf.deleted());
        }
        disk.delete(Front.in(folder));
        disk.delete(folder);
        shelf = new Shelf(List.of(), shelf.end(), shelf.end(), 0, 0);
    }

    private void moveFront(long front, long dropped, long deleted) throws IOException {
        Shelf before = shelf;
        new Front(front, dropped, deleted).write(folder, disk);
        shelf = before.from(front, dropped, deleted);
        for (Segment segment : before.segments()) {
            if (segment.end() <= front) {
                try {
                    disk.delete(segment.data());
                    disk.delete(segment.index());
                } catch (IOException stays) {
                    // It counts no longer, and the next start deletes it.
                    log.warn("{} cannot be deleted: {}", segment.data(), stays.toString());
                }
            }
        }
    }
}
