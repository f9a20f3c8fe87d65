package io.adxstage.flow;

import io.adxstage.letters.LetterBox;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Quarantined;
import io.adxstage.spool.Recovered;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.Settled;
import io.adxstage.spool.StageSpool;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where every row of one stage is. Outlives the runs of the stage, and a crash: a row is counted when it is on disk, and
 * a batch that leaves is counted before its files go. Every step moves rows from one account to another under one lock,
 * so that the sum always holds.
 */
final class Books {

    private static final int MOST_RECENT = 50;

    private final BooksFile file;
    private final StageSpool spool;
    private final LetterBox letters;
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Quarantined> damaged = new LinkedHashMap<>();
    private final Deque<BatchView> recent = new ArrayDeque<>();
    private final Rate received = new Rate();
    private final Rate accepted = new Rate();

    private BooksFile.Totals totals;
    private long open;

    /** Dead letters that are there, and those that the bounds of the letter box have dropped. */
    private long lettersEver;

    private @Nullable OpenBatch openBatch;
    private @Nullable Instant lastAcceptedAt;

    private record Pending(SealedBatch batch, boolean inFlight) {}

    Books(BooksFile file, StageSpool spool, LetterBox letters) {
        this.file = file;
        this.spool = spool;
        this.letters = letters;
        this.totals = file.read();
        this.lastAcceptedAt = totals.lastAcceptedAt();
    }

    /** Takes up what an earlier run left. */
    synchronized void recovered(Recovered found) {
        for (Settled settled : found.settled()) {
            if (!totals.settled().contains(settled.id().toString())) {
                totals = settled.taken()
                        ? totals.plusAccepted(settled.rows(), settled.isPossiblyDoubled(), settled.at())
                        : totals.plusDropped(settled.rows());
                totals = totals.settled(settled.id().toString());
            }
        }
        lastAcceptedAt = totals.lastAcceptedAt();
        if (!found.settled().isEmpty()) {
            file.write(totals);
        }
        // Those whose files stay are found again by the next start, and must not be counted again.
        Set<String> stay = found.settled().stream()
                .map(settled -> settled.id().toString())
                .filter(id -> !spool.forget(id))
                .collect(Collectors.toSet());
        totals.settled().stream().filter(id -> !stay.contains(id)).forEach(id -> totals = totals.forgotten(id));
        found.sealed().forEach(batch -> pending.put(batch.id(), new Pending(batch, false)));
        found.open().forEach(batch -> open += batch.rows());
        spool.quarantined().forEach(one -> damaged.put(one.id(), one));
        lettersEver = letters.count() + letters.dropped();
    }

    synchronized void opened(OpenBatch batch) {
        openBatch = batch;
    }

    /** Rows are on disk. */
    synchronized void collected(long rows) {
        open += rows;
        received.count(rows);
    }

    /** A dead letter is on disk. */
    synchronized void lettered() {
        lettersEver++;
        received.count(1);
    }

    /** Rows of a dead letter are on disk: it counts no longer, though it is still there. */
    synchronized void replayed(long rows) {
        open += rows;
        lettersEver--;
    }

    /** Dead letters that are still there, though what came of them is on disk since an earlier run. */
    synchronized void replayedBefore(long count) {
        lettersEver -= count;
    }

    synchronized void sealed(SealedBatch batch) {
        open -= batch.rows();
        openBatch = null;
        pending.put(batch.id(), new Pending(batch, false));
    }

    /** None of its rows ever counted. */
    synchronized void emptyBatchDiscarded() {
        openBatch = null;
    }

    synchronized void openBatchDiscarded() {
        if (open > 0) {
            totals = totals.plusDropped(open);
            open = 0;
            file.write(totals);
        }
        openBatch = null;
    }

    synchronized void sending(SealedBatch batch) {
        pending.replace(batch.id(), new Pending(batch, true));
    }

    synchronized void notSent(SealedBatch batch) {
        pending.replace(batch.id(), new Pending(batch, false));
    }

    /** Durable first, then counted, then deleted: a crash in between loses neither the rows nor their count. */
    void accepted(SealedBatch batch) {
        batch.done(true);
        Instant now = Instant.now();
        synchronized (this) {
            if (pending.remove(batch.id()) == null) {
                return;
            }
            lastAcceptedAt = now;
            totals = totals.plusAccepted(batch.rows(), batch.isPossiblyDoubled(), now)
                    .settled(batch.id().toString());
            file.write(totals);
            accepted.count(batch.rows());
            recent.addFirst(BatchView.of(batch, "accepted", now));
            while (recent.size() > MOST_RECENT) {
                recent.removeLast();
            }
        }
        deleted(batch);
    }

    void dropped(SealedBatch batch) {
        batch.done(false);
        synchronized (this) {
            if (pending.remove(batch.id()) == null) {
                return;
            }
            totals = totals.plusDropped(batch.rows()).settled(batch.id().toString());
            file.write(totals);
        }
        deleted(batch);
    }

    private void deleted(SealedBatch batch) {
        if (!batch.delete()) {
            return;
        }
        synchronized (this) {
            totals = totals.forgotten(batch.id().toString());
        }
    }

    /** A person gave a damaged batch up. Answers whether there was such a batch. */
    synchronized boolean damagedDropped(String id) {
        Quarantined one = damaged.get(id);
        if (one == null) {
            return false;
        }
        spool.deleteQuarantined(id);
        damaged.remove(id);
        totals = totals.plusDropped(one.rows());
        file.write(totals);
        return true;
    }

    /** A person gave dead letters up, and they are gone. */
    synchronized void lettersDeleted(long count) {
        lettersEver -= count;
        totals = totals.plusDropped(count);
        file.write(totals);
    }

    /** Batches that wait to be sent, oldest first. */
    synchronized List<SealedBatch> toSend() {
        return pending.values().stream()
                .map(Pending::batch)
                .filter(batch -> !batch.isFailed())
                .sorted(Comparator.comparing(SealedBatch::createdAt))
                .toList();
    }

    synchronized List<SealedBatch> failedBatches() {
        return pending.values().stream()
                .map(Pending::batch)
                .filter(SealedBatch::isFailed)
                .toList();
    }

    synchronized Optional<SealedBatch> failedBatch(UUID id) {
        return Optional.ofNullable(pending.get(id)).map(Pending::batch).filter(SealedBatch::isFailed);
    }

    synchronized List<Quarantined> damagedBatches() {
        return List.copyOf(damaged.values());
    }

    /** Rows that ADX has not taken: what a deletion would lose. */
    synchronized long undelivered() {
        return toDeliver()
                + damaged.values().stream().mapToLong(Quarantined::rows).sum();
    }

    /** Rows that are sent, or can be. */
    synchronized long toDeliver() {
        return open
                + pending.values().stream().mapToLong(one -> one.batch().rows()).sum();
    }

    synchronized Counters counters() {
        long sealed = 0;
        long inFlight = 0;
        long failed = damaged.values().stream().mapToLong(Quarantined::rows).sum();
        for (Pending one : pending.values()) {
            long rows = one.batch().rows();
            if (one.batch().isFailed()) {
                failed += rows;
            } else if (one.inFlight()) {
                inFlight += rows;
            } else {
                sealed += rows;
            }
        }
        // Dropped by the bounds of the letter box: by themselves, at any time.
        long lettersDropped = letters.dropped();
        long dead = lettersEver - lettersDropped;
        long dropped = totals.dropped() + lettersDropped;
        long all = open + sealed + inFlight + totals.accepted() + failed + dead + dropped;
        return new Counters(
                all, open, sealed, inFlight, totals.accepted(), failed, dead, dropped, 0, totals.possibleDuplicates());
    }

    synchronized double receivedPerSecond() {
        return received.perSecond();
    }

    synchronized double acceptedPerSecond() {
        return accepted.perSecond();
    }

    synchronized long pendingBytes() {
        return (openBatch == null ? 0 : openBatch.bytes())
                + pending.values().stream()
                        .mapToLong(one -> one.batch().bytes())
                        .sum();
    }

    synchronized @Nullable Instant oldestPending() {
        Instant oldest = openBatch == null ? null : openBatch.createdAt();
        for (Pending one : pending.values()) {
            Instant created = one.batch().createdAt();
            oldest = oldest == null || created.isBefore(oldest) ? created : oldest;
        }
        return oldest;
    }

    synchronized @Nullable Instant lastAcceptedAt() {
        return lastAcceptedAt;
    }

    /** What waits, and what was accepted lately, newest first. */
    synchronized List<BatchView> batches() {
        List<BatchView> views = new ArrayList<>(recent);
        for (Pending one : pending.values()) {
            views.add(BatchView.of(
                    one.batch(), one.batch().isFailed() ? "failed" : one.inFlight() ? "inFlight" : "sealed", null));
        }
        damaged.values().forEach(one -> views.add(BatchView.of(one)));
        OpenBatch batch = openBatch;
        if (batch != null) {
            views.add(BatchView.of(batch, open));
        }
        views.sort(Comparator.comparing(BatchView::createdAt).reversed());
        return views;
    }
}
