package io.adxstage.flow;

import io.adxstage.adx.Destination;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where every row of one stage is. Outlives the runs of the stage. Every step moves rows from one account to another
 * under one lock, so that the sum always holds.
 */
final class Books {

    private static final int MOST_RECENT = 50;

    private final BooksFile file;
    private final LongSupplier letters;
    private final Map<UUID, Pending> pending = new LinkedHashMap<>();
    private final Deque<BatchView> recent = new ArrayDeque<>();
    private final Rate received = new Rate();
    private final Rate accepted = new Rate();

    private BooksFile.Totals totals;
    private long open;
    private @Nullable OpenBatch openBatch;
    private @Nullable Destination openDestination;
    private @Nullable Instant lastAcceptedAt;

    private record Pending(SealedBatch batch, boolean inFlight) {}

    /** @param letters how many dead letters there are */
    Books(BooksFile file, LongSupplier letters) {
        this.file = file;
        this.letters = letters;
        this.totals = file.read();
        this.lastAcceptedAt = totals.lastAcceptedAt();
    }

    /** Takes up what an earlier run left. */
    synchronized void recovered(List<SealedBatch> batches) {
        batches.forEach(batch -> pending.put(batch.id(), new Pending(batch, false)));
    }

    synchronized void opened(OpenBatch batch, Destination destination) {
        openBatch = batch;
        openDestination = destination;
    }

    synchronized void collected(long rows) {
        open += rows;
        received.count(rows);
    }

    synchronized void lettered() {
        received.count(1);
    }

    synchronized void sealed(SealedBatch batch) {
        open -= batch.rows();
        openBatch = null;
        pending.put(batch.id(), new Pending(batch, false));
    }

    synchronized void openBatchDiscarded() {
        totals = totals.plusDropped(open);
        open = 0;
        openBatch = null;
        file.write(totals);
    }

    synchronized void sending(SealedBatch batch) {
        pending.replace(batch.id(), new Pending(batch, true));
    }

    synchronized void notSent(SealedBatch batch) {
        pending.replace(batch.id(), new Pending(batch, false));
    }

    synchronized void accepted(SealedBatch batch) {
        if (pending.remove(batch.id()) == null) {
            return;
        }
        Instant now = Instant.now();
        lastAcceptedAt = now;
        totals = totals.plusAccepted(batch.rows(), now);
        file.write(totals);
        accepted.count(batch.rows());
        recent.addFirst(view(batch, "accepted", now));
        while (recent.size() > MOST_RECENT) {
            recent.removeLast();
        }
    }

    synchronized void dropped(SealedBatch batch) {
        if (pending.remove(batch.id()) != null) {
            totals = totals.plusDropped(batch.rows());
            file.write(totals);
        }
    }

    synchronized void lettersDropped(long letters) {
        totals = totals.plusDropped(letters);
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

    synchronized List<SealedBatch> pendingBatches() {
        return pending.values().stream().map(Pending::batch).toList();
    }

    synchronized Optional<SealedBatch> failedBatch(UUID id) {
        return Optional.ofNullable(pending.get(id)).map(Pending::batch).filter(SealedBatch::isFailed);
    }

    /** Rows that ADX has not taken: what a deletion would lose. */
    synchronized long undelivered() {
        return open
                + pending.values().stream().mapToLong(one -> one.batch().rows()).sum();
    }

    synchronized Counters counters() {
        long sealed = 0;
        long inFlight = 0;
        long failed = 0;
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
        long dead = letters.getAsLong();
        long all = open + sealed + inFlight + totals.accepted() + failed + dead + totals.dropped();
        return new Counters(all, open, sealed, inFlight, totals.accepted(), failed, dead, totals.dropped(), 0, 0);
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
            views.add(view(
                    one.batch(), one.batch().isFailed() ? "failed" : one.inFlight() ? "inFlight" : "sealed", null));
        }
        OpenBatch batch = openBatch;
        Destination to = openDestination;
        if (batch != null && to != null) {
            views.add(new BatchView(
                    batch.id(),
                    "open",
                    open,
                    batch.bytes(),
                    batch.rawBytes(),
                    0,
                    batch.createdAt(),
                    null,
                    null,
                    to.database(),
                    to.table(),
                    batch.trouble()));
        }
        views.sort(Comparator.comparing(BatchView::createdAt).reversed());
        return views;
    }

    private static BatchView view(SealedBatch batch, String state, @Nullable Instant acceptedAt) {
        Destination to = Destinations.read(batch.label());
        return new BatchView(
                batch.id().toString(),
                state,
                batch.rows(),
                batch.bytes(),
                batch.rawBytes(),
                batch.attempts() + (acceptedAt == null ? 0 : 1),
                batch.createdAt(),
                batch.sealedAt(),
                acceptedAt,
                to.database(),
                to.table(),
                batch.lastError());
    }
}
