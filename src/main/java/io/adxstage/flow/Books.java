package io.adxstage.flow;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Finding;
import io.adxstage.letters.Kept;
import io.adxstage.letters.LetterBox;
import io.adxstage.spool.End;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Quarantined;
import io.adxstage.spool.Recovered;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.Settled;
import io.adxstage.spool.StageSpool;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every row of one stage is. Outlives the runs of the stage, and a crash: a row is counted when it is on disk, and
 * a batch that leaves is counted before its files go. Every step moves rows from one account to another under one lock,
 * so that the sum always holds.
 */
final class Books {

    private static final Logger log = LoggerFactory.getLogger(Books.class);

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

    /** Dead letters that are there, and those that the bounds of the letter box or people took out of it. */
    private long lettersEver;

    /** Held while letters become rows, some at a time, and while they are deleted: each is one or the other. */
    private final ReentrantLock lettersMoving = new ReentrantLock();

    /** What is to go once the totals that tell of it are on disk. */
    private final List<Counted> owed = new ArrayList<>();

    private boolean unwritten;

    private @Nullable OpenBatch openBatch;
    private @Nullable Instant lastAcceptedAt;
    private boolean closed;

    private record Pending(SealedBatch batch, boolean inFlight) {}

    /**
     * Something that the totals tell of from now on, and its files.
     *
     * @param key among what is settled
     * @param deletion of the files; false where they stay
     */
    private record Counted(String key, BooleanSupplier deletion) {}

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
        List<Counted> counted = countedBefore(found);
        for (Settled settled : found.settled()) {
            String key = settled.id().toString();
            if (!totals.settled().contains(key)) {
                totals = ended(settled).settled(key);
                unwritten = true;
            }
            counted.add(new Counted(key, () -> spool.forget(key)));
        }
        lastAcceptedAt = totals.lastAcceptedAt();
        Instant now = Instant.now();
        for (SealedBatch batch : found.accepted()) {
            awaiting.add(batch, now);
            lastAcceptedAt = BooksFile.Totals.later(lastAcceptedAt, acceptedAt(batch, now));
        }
        totals = totals.onlySettled(counted.stream().map(Counted::key).collect(Collectors.toSet()));
        if (!unwritten || write()) {
            counted.forEach(this::delete);
        } else {
            owed.addAll(counted);
        }
        found.sealed().forEach(batch -> pending.put(batch.id(), new Pending(batch, false)));
        found.open().forEach(batch -> open += batch.rows());
        lettersEver = letters.count() + letters.dropped() + letters.deleted();
    }

    /** What the totals tell of already, though its own files do not say that it came to its end: those could not be written. */
    private List<Counted> countedBefore(Recovered found) {
        List<Counted> counted = new ArrayList<>();
        Stream.of(found.sealed(), found.accepted())
                .forEach(batches -> batches.removeIf(batch -> {
                    String key = batch.id().toString();
                    return totals.settled().contains(key) && counted.add(new Counted(key, () -> spool.forget(key)));
                }));
        found.open()
                .removeIf(batch -> totals.settled().contains(batch.id())
                        && counted.add(new Counted(batch.id(), () -> isDiscarded(batch))));
        for (Quarantined one : spool.quarantined()) {
            if (totals.settled().contains(key(one))) {
                counted.add(new Counted(key(one), () -> isDeleted(one)));
            } else {
                damaged.put(one.id(), one);
            }
        }
        return counted;
    }

    private static boolean isDiscarded(OpenBatch batch) {
        try {
            batch.discard();
            return true;
        } catch (IOException stays) {
            log.warn("Batch {} could not be deleted; the next start does it: {}", batch.id(), stays.toString());
            return false;
        }
    }

    private boolean isDeleted(Quarantined one) {
        try {
            spool.deleteQuarantined(one.id());
            return true;
        } catch (UncheckedIOException stays) {
            log.warn("{}; the next start does it", stays.getMessage());
            return false;
        }
    }

    /** The id alone may be that of a later damage to the same batch. */
    private static String key(Quarantined one) {
        return one.id() + " " + one.at();
    }

    /** Makes the totals durable, and answers whether they are. */
    private boolean write() {
        unwritten = !file.write(totals, spool);
        return !unwritten;
    }

    private void delete(Counted counted) {
        if (counted.deletion().getAsBoolean()) {
            synchronized (this) {
                totals = totals.forgotten(counted.key());
            }
        }
    }

    /** Writes what the disk did not take before, and deletes what waited for that. To be called now and then. */
    void settle() {
        List<Counted> now;
        synchronized (this) {
            if (unwritten ? !write() : owed.isEmpty()) {
                return;
            }
            now = List.copyOf(owed);
            owed.clear();
        }
        now.forEach(this::delete);
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

    /** A person gave the rows of the open batch up. Answers whether that is on disk, so that the files may go. */
    synchronized boolean openBatchDropped(OpenBatch batch) {
        openBatch = null;
        long rows = batch.durableRows();
        open -= rows;
        totals = totals.plusDropped(rows).settled(batch.id());
        return write();
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
        boolean noted;
        boolean written;
        synchronized (this) {
            if ((closed && !inAnyCase) || !awaiting.remove(batch)) {
                return;
            }
            Instant acceptedAt = acceptedAt(batch, at);
            noted = batch.done(end, at);
            totals = totals.plusAccepted(batch.rows(), batch.isPossiblyDoubled(), acceptedAt)
                    .settled(batch.id().toString());
            if (end == End.ARRIVED) {
                totals = totals.plusArrived(batch.rows(), at);
                lastHour.arrived(batch.rows());
                awaiting.arrivedAfter(Duration.between(acceptedAt, at));
            }
            written = write();
            recent.addFirst(BatchView.ended(batch, end, acceptedAt, at));
            while (recent.size() > MOST_RECENT) {
                recent.removeLast();
            }
        }
        leave(batch, noted, written);
    }

    /**
     * The files go once the totals tell of the rows. On a full disk that may take a while: until then the journal tells, and
     * only the rows make room.
     */
    private void leave(SealedBatch batch, boolean noted, boolean written) {
        Counted counted = new Counted(batch.id().toString(), batch::delete);
        if (written) {
            delete(counted);
            return;
        }
        if (noted) {
            batch.spend();
        }
        synchronized (this) {
            owed.add(counted);
        }
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
        boolean noted;
        boolean written;
        synchronized (this) {
            if (pending.remove(batch.id()) == null) {
                return;
            }
            noted = batch.done(End.DISCARDED, Instant.now());
            totals = totals.plusDropped(batch.rows()).settled(batch.id().toString());
            written = write();
        }
        leave(batch, noted, written);
    }

    /** A person gave a damaged batch up. Answers whether there was such a batch. */
    boolean damagedDropped(String id) {
        Counted counted;
        synchronized (this) {
            Quarantined one = damaged.remove(id);
            if (one == null) {
                return false;
            }
            counted = new Counted(key(one), () -> isDeleted(one));
            totals = totals.plusDropped(one.rows()).settled(counted.key());
            if (!write()) {
                owed.add(counted);
                return true;
            }
        }
        delete(counted);
        return true;
    }

    /**
     * A person gives the dead letters up; answers how many there were. The box counts them as it deletes them, so that no
     * crash comes between.
     *
     * @param isRow whether a letter is a row by now, or becomes one as soon as the disk takes it: it is none that is dropped
     */
    long dropLetters(Predicate<Kept> isRow) {
        lettersMoving.lock();
        try {
            return letters.deleteAll(
                    letters.oldest(Replaying.CHUNK).stream().filter(isRow).count());
        } finally {
            lettersMoving.unlock();
        }
    }

    /** To be held while letters become rows. */
    Lock lettersMoving() {
        return lettersMoving;
    }

    /** A message of QoS 0 could not be taken. Written with what is written next. */
    synchronized void lost() {
        totals = totals.plusLost(1);
        unwritten = true;
    }

    /** Messages of QoS 0 that could not be taken, since the stage was made. */
    synchronized long lostMessages() {
        return totals.lost();
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
        // By the bounds of the letter box, at any time, or by hand.
        long lettersDropped = letters.dropped() + letters.deleted();
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
