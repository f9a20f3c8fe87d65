package io.adxstage.flow;

import io.adxstage.adx.Destination;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import io.adxstage.spool.Waiting;
import io.adxstage.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.store.AbstractMessageGroupStore;
import org.springframework.integration.store.MessageGroup;
import org.springframework.messaging.Message;
import org.springframework.scheduling.TaskScheduler;

/**
 * The aggregator's store: a group is an open batch file, and adding a message appends its rows. There is one group, the
 * stage's. It is released when it is full, or by a timer that starts with its first row: the aggregator's own group
 * timeout would start anew with every message.
 *
 * <p>On a full disk a batch is released as far as it is written, so that it can leave and make room; the rows that wait
 * go into the next one.
 */
final class OpenBatches extends AbstractMessageGroupStore {

    private static final Logger log = LoggerFactory.getLogger(OpenBatches.class);

    /** How soon something that the disk refused is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final String stageId;
    private final Stage.Batch limits;
    private final Destination destination;
    private final StageSpool spool;
    private final Books books;
    private final TaskScheduler timer;

    /** Taken inside the aggregator's own, and without it by who waits for rows on disk. */
    private final Object lock = new Object();

    private volatile @Nullable BatchGroup group;
    private volatile @Nullable String trouble;
    private volatile boolean stopping;
    private boolean closed;
    private final AtomicBoolean retrying = new AtomicBoolean();
    private @Nullable Waiting rest;
    private @Nullable ScheduledFuture<?> release;

    OpenBatches(
            String stageId,
            Stage.Batch limits,
            Destination destination,
            StageSpool spool,
            Books books,
            TaskScheduler timer) {
        this.stageId = stageId;
        this.limits = limits;
        this.destination = destination;
        this.spool = spool;
        this.books = books;
        this.timer = timer;
    }

    /** The key of the one group: the aggregator locks on it, when rows are added and when the timer releases. */
    Object groupId() {
        return stageId;
    }

    /** Goes on with a batch of an earlier run. Nothing releases it by time before {@link #timeAdopted}. */
    void adopt(OpenBatch batch) {
        synchronized (lock) {
            group = new BatchGroup(stageId, batch);
            books.opened(batch);
        }
    }

    /** To be called once the flow runs: a batch that is released before that finds nobody to take it. */
    void timeAdopted() {
        synchronized (lock) {
            BatchGroup adopted = group;
            if (adopted == null || release != null) {
                return;
            }
            // Not later than a batch of today: the clock may have been set back.
            Instant latest = Instant.now().plus(limits.time().duration());
            Instant due = adopted.batch().createdAt().plus(limits.time().duration());
            releaseAt(due.isBefore(latest) ? due : latest);
        }
    }

    /** Appends rows; the messages that they come from are acknowledged when they are on disk. */
    @Override
    protected void doAddMessagesToGroup(Object groupId, Message<?>... messages) {
        for (Message<?> message : messages) {
            Portion portion = (Portion) message.getPayload();
            synchronized (lock) {
                open().append(portion.lines(), portion.rows(), portion.marks(), portion.durable());
            }
            portion.appended().run();
        }
    }

    /**
     * Runs something once all rows that were appended so far are on disk.
     *
     * @throws IllegalStateException when the stage has stopped: rows that waited then may have been given up
     */
    void whenDurable(Runnable task) {
        synchronized (lock) {
            refuseWhenClosed();
            BatchGroup open = group;
            if (open != null) {
                open.batch().append(new byte[0], 0, task);
            } else if (rest != null) {
                rest.add(task);
            } else {
                task.run();
            }
        }
    }

    /** How much more the batch takes until it is full: of the last message that fits in part, all. */
    record Room(long rows, long bytes) {
        static final Room NONE = new Room(0, 0);
    }

    /** Of the open batch, or of the next one. While dead letters are replayed, there may be less by the time it is used. */
    Room room() {
        BatchGroup open = group;
        Long maxRows = limits.maxRows();
        return new Room(
                maxRows == null
                        ? Long.MAX_VALUE
                        : maxRows - (open == null ? 0 : open.batch().rows()),
                limits.maxBytes() - (open == null ? 0 : open.batch().rawBytes()));
    }

    /** Waits for room as long as it takes. */
    void awaitRoom() {
        while (!awaitRoom(A_WHILE)) {
            log.debug("Stage {}: no room yet: {}", stageId, trouble());
        }
    }

    /**
     * Waits while the disk is too slow or full. To be called before rows are handed to the aggregator: inside it, the
     * one who could make room would wait as well. Answers whether there is room.
     *
     * @throws IllegalStateException when the stage stops in the meantime
     */
    boolean awaitRoom(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                OpenBatch batch;
                synchronized (lock) {
                    batch = open();
                }
                if (batch.awaitRoom(PAUSE)) {
                    return true;
                }
                relieve();
            } catch (UncheckedIOException full) {
                pause();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The stage stops", stop);
            }
            if (stopping) {
                throw new IllegalStateException("The stage stops");
            }
            if (System.nanoTime() - until >= 0) {
                return false;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The stage stops", stop);
        }
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException("The stage has stopped");
        }
    }

    /** The open batch, a new one where there is none; none any more once this is closed, since nobody would seal it. */
    private OpenBatch open() {
        refuseWhenClosed();
        BatchGroup there = group;
        if (there != null) {
            return there.batch();
        }
        OpenBatch batch;
        try {
            batch = spool.open(Destinations.label(destination));
        } catch (UncheckedIOException full) {
            trouble = full.getMessage();
            throw full;
        }
        if (rest == null) {
            trouble = null;
        } else {
            // The trouble lasts until these are written.
            batch.append(rest);
            rest = null;
        }
        group = new BatchGroup(stageId, batch);
        books.opened(batch);
        releaseAt(batch.createdAt().plus(limits.time().duration()));
        return batch;
    }

    private void releaseAt(Instant when) {
        release = timer.schedule(this::release, when);
    }

    /** Seals the open batch, if there is one, and sends it on. Where the disk does not allow it, again in a second. */
    void release() {
        BatchGroup before = group;
        if (before == null || before.batch().trouble() == null || before.batch().durableRows() > 0) {
            try {
                expireMessageGroups(0);
            } catch (RuntimeException notNow) {
                log.warn("Stage {}: {}", stageId, notNow.getMessage());
            }
        }
        if (before != null
                && before == group
                && before.size() > 0
                && !stopping
                && retrying.compareAndSet(false, true)) {
            var unused = timer.schedule(
                    () -> {
                        retrying.set(false);
                        release();
                    },
                    Instant.now().plus(PAUSE));
        }
    }

    /** On a full disk, does what can be done: sends what is written, and tries again to write what is not. */
    void relieve() {
        BatchGroup open = group;
        if (open != null && open.batch().trouble() != null) {
            release();
        }
        synchronized (lock) {
            if (rest != null && !stopping) {
                try {
                    open();
                } catch (UncheckedIOException full) {
                    log.debug("Stage {}: no room yet: {}", stageId, full.getMessage());
                }
            }
        }
    }

    /** The release strategy: full by rows or by bytes. On a full disk {@link #relieve} releases. */
    boolean isFull(MessageGroup candidate) {
        if (!(candidate instanceof BatchGroup open) || open.batch().trouble() != null) {
            return false;
        }
        Long maxRows = limits.maxRows();
        return (maxRows != null && open.batch().rows() >= maxRows)
                || open.batch().rawBytes() >= limits.maxBytes();
    }

    /** The output processor: an open batch goes in, a sealed one comes out. */
    SealedBatch seal(MessageGroup released) {
        synchronized (lock) {
            OpenBatch batch = ((BatchGroup) released).batch();
            SealedBatch sealed = batch.seal();
            rest = batch.rest();
            trouble = rest == null ? null : batch.trouble();
            ScheduledFuture<?> timeout = release;
            if (timeout != null) {
                timeout.cancel(false);
            }
            group = null;
            books.sealed(sealed);
            return sealed;
        }
    }

    /** Lets nobody wait for room any more. */
    void stopWaiting() {
        stopping = true;
    }

    /**
     * Seals what is open, as far as it is on disk. What is not was never acknowledged, and comes again.
     *
     * @throws RuntimeException where the disk allows nothing; the next start seals it
     */
    void close() {
        stopping = true;
        synchronized (lock) {
            closed = true;
        }
        release();
        if (!discardUnlessDurable()) {
            // The disk took its first rows just now.
            release();
        }
        synchronized (lock) {
            rest = null;
            spool.redeliveries().forgetWaiting();
        }
    }

    /** Gives the open batch up where none of its rows is on disk. Answers whether none is open any more. */
    private boolean discardUnlessDurable() {
        synchronized (lock) {
            BatchGroup open = group;
            try {
                if (open != null && !open.batch().discardUnlessDurable()) {
                    return false;
                }
            } catch (IOException stays) {
                log.warn("Stage {}: the open batch could not be deleted: {}", stageId, stays.toString());
            }
            if (open != null) {
                group = null;
                books.emptyBatchDiscarded();
            }
            return true;
        }
    }

    /** Gives the open batch up with its rows. */
    void discard() {
        synchronized (lock) {
            closed = true;
            BatchGroup open = group;
            if (open == null) {
                return;
            }
            group = null;
            try {
                open.batch().discard(() -> books.openBatchDropped(open.batch()));
            } catch (IOException stays) {
                log.warn("Stage {}: the open batch could not be deleted: {}", stageId, stays.toString());
            }
        }
    }

    /** Why the disk takes no rows at present. */
    @Nullable
    String trouble() {
        BatchGroup open = group;
        String now = open == null ? null : open.batch().trouble();
        return now != null || (open != null && open.batch().durableRows() > 0) ? now : trouble;
    }

    @Override
    public MessageGroup getMessageGroup(Object groupId) {
        BatchGroup open = group;
        return open == null ? BatchGroup.empty(stageId) : open;
    }

    @Override
    public Iterator<MessageGroup> iterator() {
        BatchGroup open = group;
        return open == null
                ? List.<MessageGroup>of().iterator()
                : List.<MessageGroup>of(open).iterator();
    }

    /** The group goes when its batch is sealed; until then its rows are on disk, whatever the aggregator thinks. */
    @Override
    protected void doRemoveMessageGroup(Object groupId) {}

    @Override
    protected void doRemoveMessagesFromGroup(Object groupId, Collection<Message<?>> messages) {}

    @Override
    protected void doCompleteGroup(Object groupId) {}

    @Override
    protected void doSetGroupCondition(Object groupId, String condition) {}

    @Override
    protected void doSetLastReleasedSequenceNumberForGroup(Object groupId, int sequenceNumber) {}

    @Override
    protected @Nullable Message<?> doPollMessageFromGroup(Object groupId) {
        return null;
    }

    @Override
    public int messageGroupSize(Object groupId) {
        return getMessageGroup(groupId).size();
    }

    @Override
    public Collection<Message<?>> getMessagesForGroup(Object groupId) {
        return List.of();
    }
}
