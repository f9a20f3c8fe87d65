package io.adxstage.flow;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Finding;
import io.adxstage.letters.LetterBox;
import io.adxstage.spool.End;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Quarantined;
import io.adxstage.spool.Recovered;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.Settled;
import io.adxstage.spool.StageSpool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final FlowSettings.Adx keeping;
    private final Awaiting awaiting = new Awaiting();
    private final LastHour lastHour = new LastHour(InstantSource.system());

    private BooksFile.Totals totals;
    private long open;

    /** Dead letters that are there, and those that the bounds of the letter box have dropped. */
    private long lettersEver;

    private @Nullable OpenBatch openBatch;
    private @Nullable Instant lastAcceptedAt;
    private boolean closed;

    private record Pending(SealedBatch batch, boolean inFlight) {}

    /** @param keeping what is done about accepted batches */
    Books(BooksFile file, StageSpool spool, LetterBox letters, FlowSettings.Adx keeping) {
        this.keeping = keeping;
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
                totals = ended(settled).settled(settled.id().toString());
            }
        }
        lastAcceptedAt = totals.lastAcceptedAt();
        Instant now = Instant.now();
        for (SealedBatch batch : found.accepted()) {
            awaiting.add(batch, now);
            lastAcceptedAt = BooksFile.Totals.later(lastAcceptedAt, acceptedAt(batch, now));
        }
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

    private BooksFile.Totals ended(Settled batch) {
        Instant acceptedAt = batch.acceptedAt() == null ? batch.at() : batch.acceptedAt();
        return switch (batch.end()) {
            case DISCARDED -> totals.plusDropped(batch.rows());
            case TAKEN -> totals.plusAccepted(batch.rows(), batch.isPossiblyDoubled(), acceptedAt);
            case ARRIVED ->
                totals.plusAccepted(batch.rows(), batch.isPossiblyDoubled(), acceptedAt)
                        .plusArrived(batch.rows(), batch.at());
        };
    }

    private static Instant acceptedAt(SealedBatch batch, Instant otherwise) {
        Instant at = batch.acceptedAt();
        return at == null ? otherwise : at;
    }

    synchronized void opened(OpenBatch batch) {
        openBatch = batch;
    }

    /** Rows are on disk. */
    synchronized void collected(long rows) {
        open += rows;
        received.count(rows);
        lastHour.received(rows);
    }

    /** A dead letter is on disk. */
    synchronized void lettered() {
        lettersEver++;
        received.count(1);
        lastHour.received(1);
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

    /** The cluster took charge of it. From here on it counts as accepted, as its journal tells. */
    void accepted(SealedBatch batch, Delivery.Accepted how) {
        if (!how.arrived()) {
            batch.accepted(how.receipt());
        }
        synchronized (this) {
            if (pending.remove(batch.id()) == null) {
                return;
            }
            Instant now = Instant.now();
            lastAcceptedAt = now;
            accepted.count(batch.rows());
            lastHour.accepted(batch.rows());
            awaiting.add(batch, now.plusSeconds(1));
        }
        if (how.arrived()) {
            // Also where the stage is closed meanwhile: it must not be sent again.
            ended(batch, End.ARRIVED, Instant.now(), true);
        } else if (keeping.keepAccepted().isZero()) {
            var unused = batch.release();
        }
    }

    /** Accepted batches to ask the cluster for now. */
    synchronized List<SealedBatch> due(Instant now, int most) {
        return closed ? List.of() : awaiting.due(now, most);
    }

    /** What the cluster told of an accepted batch. */
    void found(SealedBatch batch, Finding finding) {
        Instant now = Instant.now();
        switch (finding) {
            case Finding.Arrived arrived -> ended(batch, End.ARRIVED, arrived.at(), false);
            case Finding.Rejected rejected -> rejected(batch, rejected);
            case Finding.Waiting waiting -> stillOut(batch, null, now);
            case Finding.Hidden hidden -> stillOut(batch, hidden.reason(), now);
        }
    }

    private void stillOut(SealedBatch batch, @Nullable String hidden, Instant now) {
        Duration age = Duration.between(acceptedAt(batch, now), now);
        if (age.compareTo(keeping.followed()) >= 0) {
            ended(batch, End.TAKEN, now, false);
            return;
        }
        synchronized (this) {
            awaiting.again(batch, hidden, now);
        }
        if (age.compareTo(keeping.keepAccepted()) >= 0) {
            var unused = batch.release();
        }
    }

    private synchronized void rejected(SealedBatch batch, Finding.Rejected why) {
        if (!closed && awaiting.remove(batch)) {
            batch.rejected(why.reason(), why.partly());
            pending.put(batch.id(), new Pending(batch, false));
        }
    }

    /** Durable first, then counted, then deleted: a crash in between loses neither the rows nor their count. */
    private void ended(SealedBatch batch, End end, Instant at, boolean inAnyCase) {
        synchronized (this) {
            if ((closed && !inAnyCase) || !awaiting.remove(batch)) {
                return;
            }
            Instant acceptedAt = acceptedAt(batch, at);
            batch.done(end, at);
            totals = totals.plusAccepted(batch.rows(), batch.isPossiblyDoubled(), acceptedAt)
                    .settled(batch.id().toString());
            if (end == End.ARRIVED) {
                totals = totals.plusArrived(batch.rows(), at);
                lastHour.arrived(batch.rows());
                awaiting.arrivedAfter(Duration.between(acceptedAt, at));
            }
            file.write(totals);
            recent.addFirst(BatchView.ended(batch, end, acceptedAt, at));
            while (recent.size() > MOST_RECENT) {
                recent.removeLast();
            }
        }
        deleted(batch);
    }

    /** Nothing is written from now on that comes of following what was accepted. */
    synchronized void close() {
        closed = true;
    }

    synchronized ArrivalReport arrival() {
        return awaiting.report(Instant.now(), totals.lastArrivedAt());
    }

    /** After what time a batch that has not arrived is told as trouble, as set. */
    Duration arrivalAlarm() {
        return keeping.arrivalAlarm();
    }

    void dropped(SealedBatch batch) {
        batch.done(End.DISCARDED, Instant.now());
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
        long taken = totals.accepted() + awaiting.rows();
        long all = open + sealed + inFlight + taken + failed + dead + dropped;
        return new Counters(
                all,
                open,
                sealed,
                inFlight,
                taken,
                failed,
                dead,
                dropped,
                totals.arrived(),
                totals.possibleDuplicates() + awaiting.possibleDuplicates());
    }

    synchronized double receivedPerSecond() {
        return received.perSecond();
    }

    synchronized double acceptedPerSecond() {
        return accepted.perSecond();
    }

    synchronized History history() {
        return lastHour.history();
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

    /** What waits, what was accepted lately, and what came of it, newest first. */
    synchronized List<BatchView> batches() {
        List<BatchView> views = new ArrayList<>(recent);
        List<SealedBatch> out = List.copyOf(awaiting.batches());
        out.subList(Math.max(0, out.size() - MOST_RECENT), out.size())
                .forEach(batch -> views.add(BatchView.of(batch, "accepted")));
        for (Pending one : pending.values()) {
            views.add(BatchView.of(
                    one.batch(), one.batch().isFailed() ? "failed" : one.inFlight() ? "inFlight" : "sealed"));
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
