package io.adxstage.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch file that still takes rows. Rows wait in memory until the committer writes them all at once, syncs once, and
 * tells everybody who waits. A write that fails is tried again until the disk takes it; meanwhile appending blocks once
 * too much waits.
 *
 * <p>Two locks, always taken in this order: the file's (this object) and the waiting rows' ({@link #waiting}).
 */
public final class OpenBatch {

    private static final Logger log = LoggerFactory.getLogger(OpenBatch.class);

    /** Bytes that may wait in memory before appending blocks. */
    private static final int MOST_WAITING = 8 * 1024 * 1024;

    private final BatchFiles files;
    private final Committer committer;
    private final Instant createdAt;
    private final String label;
    private final DurableFile data;
    private final Journal journal;
    private final GzipMember gzip = new GzipMember();
    private final CRC32 fileCrc = new CRC32();

    private final Object waiting = new Object();
    private ByteArrayOutputStream waitingRows = new ByteArrayOutputStream();
    private List<Runnable> waitingForDisk = new ArrayList<>();
    private boolean closed;
    private long rows;
    private long rawBytes;

    private long offset;
    private @Nullable Chunk unwritten;
    private volatile @Nullable String trouble;

    /** Compressed bytes that the disk has not taken yet, and who waits for them. */
    private record Chunk(byte[] bytes, Entry.Committed commit, List<Runnable> waiting) {}

    OpenBatch(BatchFiles files, String label, Committer committer) throws IOException {
        this(files, label, committer, DurableFile.create(files.data()));
    }

    OpenBatch(BatchFiles files, String label, Committer committer, DurableFile data) throws IOException {
        this.files = files;
        this.committer = committer;
        this.createdAt = Instant.now();
        this.label = label;
        this.data = data;
        byte[] header = GzipMember.header();
        fileCrc.update(header);
        offset = header.length;
        this.journal = begin(header);
    }

    /** Where the disk is full, nothing is left behind, neither on it nor open. */
    private Journal begin(byte[] header) throws IOException {
        Journal begun = null;
        try {
            begun = Journal.create(files.journal());
            data.write(header, 0);
            begun.append(new Entry.Opened(createdAt, label), true);
            Disk.syncFolder(files.folder());
            return begun;
        } catch (IOException full) {
            try {
                data.close();
                if (begun != null) {
                    begun.close();
                }
                files.delete();
            } catch (IOException alsoNot) {
                full.addSuppressed(alsoNot);
            }
            throw full;
        }
    }

    public String id() {
        return files.id();
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Rows appended so far, on disk or not. */
    public long rows() {
        synchronized (waiting) {
            return rows;
        }
    }

    /** Uncompressed bytes appended so far, on disk or not. */
    public long rawBytes() {
        synchronized (waiting) {
            return rawBytes;
        }
    }

    /** Compressed bytes on disk. */
    public synchronized long bytes() {
        return offset;
    }

    /** Why the disk does not take rows at present; absent when all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /**
     * Takes rows in upload format. Blocks while the disk is too slow or full.
     *
     * @param durable run once, by the committer, when the rows are on disk
     */
    public void append(byte[] lines, int count, Runnable durable) {
        synchronized (waiting) {
            while (waitingRows.size() > MOST_WAITING && !closed) {
                try {
                    waiting.wait();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while the disk takes no rows", stop);
                }
            }
            if (closed) {
                throw new IllegalStateException("batch " + id() + " is sealed");
            }
            waitingRows.writeBytes(lines);
            waitingForDisk.add(durable);
            rows += count;
            rawBytes += lines.length;
        }
        committer.dirty(this);
    }

    /** Writes what waits and tells who waits. Called by the committer, and by {@link #seal}. */
    synchronized void commit() throws IOException {
        if (!data.isOpen()) {
            return;
        }
        boolean isLeftOver = unwritten != null;
        if (unwritten == null) {
            unwritten = compressWhatWaits();
        }
        if (unwritten == null) {
            return;
        }
        try {
            write(unwritten);
        } catch (IOException full) {
            trouble = full.getMessage() == null ? full.toString() : full.getMessage();
            throw full;
        }
        trouble = null;
        List<Runnable> told = unwritten.waiting();
        unwritten = null;
        told.forEach(OpenBatch::tell);
        if (isLeftOver) {
            // More came while the disk did not take it, and nobody else will come back for that.
            commit();
        }
    }

    private @Nullable Chunk compressWhatWaits() {
        byte[] raw;
        List<Runnable> durable;
        long rowsThen;
        long rawBytesThen;
        synchronized (waiting) {
            if (waitingForDisk.isEmpty()) {
                return null;
            }
            raw = waitingRows.toByteArray();
            durable = waitingForDisk;
            rowsThen = rows;
            rawBytesThen = rawBytes;
            waitingRows = new ByteArrayOutputStream(raw.length);
            waitingForDisk = new ArrayList<>();
            waiting.notifyAll();
        }
        byte[] piece = gzip.piece(raw, raw.length);
        fileCrc.update(piece);
        Entry.Committed commit =
                new Entry.Committed(offset + piece.length, fileCrc.getValue(), rowsThen, rawBytesThen, gzip.rawCrc());
        return new Chunk(piece, commit, durable);
    }

    /** Writes behind the last good commit, so a write that failed half-way is written over. */
    private void write(Chunk chunk) throws IOException {
        boolean force = committer.forcesEveryCommit();
        data.write(chunk.bytes(), offset);
        if (force) {
            data.force();
        }
        journal.append(chunk.commit(), force);
        offset = chunk.commit().offset();
    }

    private static void tell(Runnable durable) {
        try {
            durable.run();
        } catch (RuntimeException lost) {
            // The connection that the message came on is gone: the broker sends it again.
            log.debug("An acknowledgement could not be sent: {}", lost.toString());
        }
    }

    /**
     * Completes the file. No row can be appended any more.
     *
     * @throws UncheckedIOException where the disk takes nothing: the batch is still open, seal it again later
     */
    public synchronized SealedBatch seal() {
        takeNoMore(true);
        try {
            commit();
            byte[] trailer = GzipMember.trailer(gzip.rawCrc(), rawBytes());
            long length = offset + trailer.length;
            data.write(trailer, offset);
            data.truncate(length);
            data.force();
            Instant now = Instant.now();
            journal.append(new Entry.Sealed(now, length), true);
            close();
            return new SealedBatch(files, label, createdAt, now, rows(), rawBytes(), length);
        } catch (IOException full) {
            takeNoMore(false);
            throw new UncheckedIOException("Batch " + id() + " could not be sealed: " + full.getMessage(), full);
        }
    }

    private void takeNoMore(boolean noMore) {
        synchronized (waiting) {
            closed = noMore;
            waiting.notifyAll();
        }
    }

    /** Forces what was written, where commits do not. */
    synchronized void force() throws IOException {
        if (data.isOpen()) {
            data.force();
            journal.force();
        }
    }

    /** Gives the rows up and deletes the files. Who waits for the disk is never told. */
    public synchronized void discard() throws IOException {
        takeNoMore(true);
        close();
        files.delete();
    }

    private void close() throws IOException {
        gzip.close();
        data.close();
        journal.close();
    }
}
