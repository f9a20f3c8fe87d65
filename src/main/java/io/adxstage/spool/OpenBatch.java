package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch file that still takes rows. Rows wait in memory until the committer writes them all at once, syncs once, and
 * tells everybody who waits. A write that fails is tried again until the disk takes it.
 *
 * <p>Two locks, always taken in this order: the file's (this object) and the waiting rows' ({@link #lock}).
 */
public final class OpenBatch {

    private static final Logger log = LoggerFactory.getLogger(OpenBatch.class);

    /** Bytes that may wait in memory before there is no room for more. */
    private static final int MOST_WAITING = 8 * 1024 * 1024;

    private final StageSpool owner;
    private final BatchFiles files;
    private final Instant createdAt;
    private final String label;
    private final DurableFile data;
    private final Journal journal;
    private final GzipMember gzip;
    private final ContinuedCrc fileCrc;

    private final Object lock = new Object();
    private Waiting waiting;
    private boolean closed;
    private long rows;
    private long rawBytes;

    private volatile Entry.Committed committed;
    private @Nullable Chunk unwritten;

    /** Whether forcing the data file failed, and did not succeed since. */
    private boolean isSuspect;

    private volatile @Nullable String trouble;

    /** Compressed bytes that the disk has not taken yet, and what they come from. */
    private record Chunk(byte[] bytes, Entry.Committed commit, Waiting from) {}

    OpenBatch(StageSpool owner, BatchFiles files, String label) throws IOException {
        this.owner = owner;
        this.files = files;
        this.createdAt = Instant.now();
        this.label = label;
        this.data = owner.disk().create(files.data());
        this.waiting = owner.nobodyWaits();
        byte[] header = GzipMember.header();
        this.gzip = new GzipMember(0);
        this.fileCrc = new ContinuedCrc(0);
        fileCrc.update(header, header.length);
        this.committed = new Entry.Committed(header.length, fileCrc.value(), 0, 0, 0);
        this.journal = begin(header);
    }

    /** Where the disk is full, nothing is left behind, neither on it nor open. */
    private Journal begin(byte[] header) throws IOException {
        Journal begun = null;
        try {
            owner.room().take(header.length);
            begun = Journal.create(owner.disk().create(files.journal()));
            data.write(header, 0);
            append(begun, new Entry.Opened(createdAt, label), true);
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

    /** Goes on with a batch of an earlier run, behind its last commit; what is behind that was never acknowledged. */
    OpenBatch(StageSpool owner, BatchFiles files, BatchStory story, Entry.Committed committed) throws IOException {
        this.owner = owner;
        this.files = files;
        this.createdAt = story.createdAt();
        this.label = story.label();
        this.waiting = owner.nobodyWaits();
        this.committed = committed;
        this.rows = committed.rows();
        this.rawBytes = committed.rawBytes();
        this.gzip = new GzipMember(committed.rawCrc());
        this.fileCrc = new ContinuedCrc(committed.fileCrc());
        this.data = owner.disk().open(files.data());
        data.truncate(committed.offset());
        this.journal = Journal.reopen(owner.disk().open(files.journal()), story.length());
        if (owner.committer().forcesEveryCommit()) {
            // A kill between writing and forcing leaves what a power failure can still take. It counts as stored from
            // here
            // on: its messages are acknowledged when they come again.
            force();
        }
    }

    public String id() {
        return files.id();
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String label() {
        return label;
    }

    /** Rows appended so far, on disk or not. */
    public long rows() {
        synchronized (lock) {
            return rows;
        }
    }

    /** Uncompressed bytes appended so far, on disk or not. */
    public long rawBytes() {
        synchronized (lock) {
            return rawBytes;
        }
    }

    /** Compressed bytes on disk. */
    public long bytes() {
        return committed.offset();
    }

    /** Rows that are on disk. */
    public long durableRows() {
        return committed.rows();
    }

    /** Why the disk does not take rows at present; absent when all is well. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Takes rows in upload format, of something that leaves no mark. */
    public void append(byte[] lines, int count, Runnable durable) {
        append(List.of(lines), count, List.of(), durable);
    }

    /**
     * Takes rows in upload format. Does not wait for the disk: {@link #awaitRoom} does, before.
     *
     * @param marks of what the rows came from; durable when they are
     * @param durable run once, by the committer, when the rows are on disk
     */
    public void append(List<byte[]> lines, int count, List<Mark> marks, Runnable durable) {
        synchronized (lock) {
            refuseWhenClosed();
            int before = waiting.bytes();
            waiting.add(lines, count, durable);
            waiting.mark(owner.redeliveries().remember(marks), marks);
            rows += count;
            rawBytes += waiting.bytes() - before;
        }
        owner.committer().dirty(this);
    }

    /** Takes what another batch could not write. */
    public void append(Waiting rest) {
        synchronized (lock) {
            refuseWhenClosed();
            waiting.addAll(rest);
            rows += rest.rows();
            rawBytes += rest.bytes();
        }
        owner.committer().dirty(this);
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException("batch " + id() + " is sealed");
        }
    }

    /** Waits until there is room in memory, but not for long; answers whether there is. */
    public boolean awaitRoom(Duration most) throws InterruptedException {
        synchronized (lock) {
            long until = System.nanoTime() + most.toNanos();
            for (long left = most.toMillis();
                    left > 0 && waiting.bytes() > MOST_WAITING && !closed;
                    left = Duration.ofNanos(until - System.nanoTime()).toMillis()) {
                lock.wait(left);
            }
            return waiting.bytes() <= MOST_WAITING || closed;
        }
    }

    /** Writes what waits and tells who waits. Called by the committer, and by {@link #seal}. */
    synchronized void commit() throws IOException {
        if (!data.isOpen()) {
            return;
        }
        boolean isLeftOver = unwritten != null;
        if (unwritten == null) {
            try {
                unwritten = compressWhatWaits();
            } catch (Error outOfMemory) {
                halt(outOfMemory);
            }
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
        Waiting told = unwritten.from();
        unwritten = null;
        Marks marks = committed.marks();
        if (marks != null) {
            owner.redeliveries().committed(marks);
        }
        tell(told);
        if (isLeftOver) {
            // More came while the disk did not take it, and nobody else will come back for that.
            commit();
        }
    }

    /**
     * Rows are out of the waiting ones, and not in the file: nothing here is to be trusted any more, least of all that
     * they are known. The next start goes on behind the last commit, and the broker sends again what is not in it.
     */
    private void halt(Error outOfMemory) {
        try {
            log.error("Rows of batch {} cannot be written; the service ends at once", id(), outOfMemory);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private @Nullable Chunk compressWhatWaits() {
        Waiting from;
        long rowsThen;
        long rawBytesThen;
        synchronized (lock) {
            if (waiting.isEmpty()) {
                return null;
            }
            from = waiting;
            rowsThen = rows;
            rawBytesThen = rawBytes;
            waiting = owner.nobodyWaits();
            lock.notifyAll();
        }
        byte[] raw = from.lines();
        if (raw.length == 0) {
            // Nothing to write: they waited for what is written by now.
            tell(from);
            return null;
        }
        byte[] piece = gzip.piece(raw, raw.length);
        fileCrc.update(piece, piece.length);
        Entry.Committed commit = new Entry.Committed(
                committed.offset() + piece.length,
                fileCrc.value(),
                rowsThen,
                rawBytesThen,
                gzip.rawCrc(),
                from.marks(),
                null);
        return new Chunk(piece, commit, from);
    }

    /** Writes behind the last good commit, so a write that failed half-way is written over. */
    private void write(Chunk chunk) throws IOException {
        owner.room().take(chunk.bytes().length);
        try {
            while (!isWritten(chunk)) {
                log.debug("Batch {} has more room now", id());
            }
        } catch (IOException full) {
            owner.room().give(chunk.bytes().length);
            throw full;
        }
        committed = chunk.commit();
    }

    /** False where there was no room, and is now. */
    private boolean isWritten(Chunk chunk) throws IOException {
        boolean force = owner.committer().forcesEveryCommit();
        boolean isHeld = force && chunk.bytes().length <= HeldRows.MOST;
        try {
            data.write(chunk.bytes(), committed.offset());
            if (force && !isHeld) {
                forceData();
            }
            append(journal, isHeld ? chunk.commit().holding(chunk.bytes()) : chunk.commit(), force);
            return true;
        } catch (IOException full) {
            if (owner.room().make(full)) {
                return false;
            }
            throw full;
        }
    }

    /** A kernel may take what it could not force for forced: before the next try, all that was not forced is written again. */
    private void forceData() throws IOException {
        if (isSuspect) {
            HeldRows.write(files.journal(), data, committed.offset());
        }
        isSuspect = true;
        data.force();
        isSuspect = false;
    }

    private void append(Journal to, Entry entry, boolean force) throws IOException {
        long before = to.end();
        to.append(entry, force);
        owner.room().takeAnyway(to.end() - before);
    }

    private static void tell(Waiting told) {
        for (Runnable durable : told.durable()) {
            try {
                durable.run();
            } catch (RuntimeException lost) {
                // The connection that the message came on is gone: the broker sends it again.
                log.debug("An acknowledgement could not be sent: {}", lost.toString());
            }
        }
    }

    /**
     * Completes the file. No row can be appended any more. Rows that a full disk does not take are not in it, but in
     * {@link #rest}.
     *
     * @throws UncheckedIOException where nothing can be written at all: the batch is still open, seal it again later
     */
    public synchronized SealedBatch seal() {
        takeNoMore(true);
        try {
            try {
                commit();
            } catch (IOException full) {
                if (committed.rows() == 0) {
                    throw full;
                }
                log.warn("Batch {} leaves {} rows to the next: {}", id(), rows() - committed.rows(), full.toString());
            }
            byte[] trailer = GzipMember.trailer(committed.rawCrc(), committed.rawBytes());
            long length = committed.offset() + trailer.length;
            Instant now = Instant.now();
            owner.room().small(() -> {
                data.truncate(committed.offset());
                data.write(trailer, committed.offset());
                forceData();
                append(journal, new Entry.Sealed(now, length), true);
            });
            owner.room().takeAnyway(trailer.length);
            long journalEnd = journal.end();
            close();
            return new SealedBatch(
                    owner,
                    files,
                    new SealedBatch.Facts(createdAt, now, committed.rows(), committed.rawBytes(), length),
                    label,
                    journalEnd);
        } catch (IOException full) {
            takeNoMore(false);
            throw new UncheckedIOException("Batch " + id() + " could not be sealed: " + full.getMessage(), full);
        }
    }

    /** After {@link #seal}: what the disk did not take. It belongs into the next batch. */
    public synchronized @Nullable Waiting rest() {
        Waiting rest = owner.nobodyWaits();
        if (unwritten != null) {
            rest.addAll(unwritten.from());
        }
        synchronized (lock) {
            rest.addAll(waiting);
        }
        return rest.isEmpty() ? null : rest;
    }

    private void takeNoMore(boolean noMore) {
        synchronized (lock) {
            closed = noMore;
            lock.notifyAll();
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
    public void discard() throws IOException {
        discard(() -> true);
    }

    /**
     * The same, where something else may keep the files from going.
     *
     * @param mayGo asked when no row can be added any more; where it says no, the next start finds the batch again
     */
    public synchronized void discard(BooleanSupplier mayGo) throws IOException {
        takeNoMore(true);
        close();
        if (mayGo.getAsBoolean()) {
            owner.delete(files);
        }
    }

    /** Does the same where no row is on disk, and nothing where one is. Answers whether none was. */
    public synchronized boolean discardUnlessDurable() throws IOException {
        if (committed.rows() > 0) {
            return false;
        }
        discard();
        return true;
    }

    private void close() throws IOException {
        gzip.close();
        data.close();
        journal.close();
    }
}
