package io.adxstage.flow;

import io.adxstage.spool.SealedBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the cluster accepted and of which is not known yet whether they arrived, and when to ask for each again. Not
 * thread-safe: the books' lock guards it.
 */
final class Awaiting {

    /** Of so many arrivals the usual lag is told. */
    private static final int LAGS = 20;

    private static final Duration SOONEST = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATEST = Duration.ofMinutes(10);

    /** From this age on, a batch that has not arrived is no longer asked for every minute. */
    private static final Duration YOUNG = Duration.ofMinutes(15);

    private final Map<UUID, One> batches = new LinkedHashMap<>();
    private final Deque<Duration> lags = new ArrayDeque<>();
    private long rows;
    private long possibleDuplicates;
    private Instant nextDue = Instant.MAX;

    private static final class One {
        private final SealedBatch batch;
        private final Instant acceptedAt;
        private Instant due;
        private @Nullable String hidden;

        One(SealedBatch batch, Instant acceptedAt, Instant due) {
            this.batch = batch;
            this.acceptedAt = acceptedAt;
            this.due = due;
        }
    }

    /** @param due when to ask for it */
    void add(SealedBatch batch, Instant due) {
        batches.put(batch.id(), new One(batch, Objects.requireNonNullElse(batch.acceptedAt(), due), due));
        rows += batch.rows();
        possibleDuplicates += batch.isPossiblyDoubled() ? batch.rows() : 0;
        nextDue = due.isBefore(nextDue) ? due : nextDue;
    }

    /** Answers whether it was there. */
    boolean remove(SealedBatch batch) {
        if (batches.remove(batch.id()) == null) {
            return false;
        }
        rows -= batch.rows();
        possibleDuplicates -= batch.isPossiblyDoubled() ? batch.rows() : 0;
        return true;
    }

    boolean holds(SealedBatch batch) {
        return batches.containsKey(batch.id());
    }

    /** Those to ask for now, the first accepted first. */
    List<SealedBatch> due(Instant now, int most) {
        if (now.isBefore(nextDue)) {
            return List.of();
        }
        List<SealedBatch> due = new ArrayList<>();
        Instant next = Instant.MAX;
        for (One one : batches.values()) {
            if (!now.isBefore(one.due) && due.size() < most) {
                due.add(one.batch);
            }
            next = one.due.isBefore(next) ? one.due : next;
        }
        nextDue = next;
        return due;
    }

    /**
     * It has not arrived yet.
     *
     * @param hidden why that cannot be seen; absent where it can
     */
    void again(SealedBatch batch, @Nullable String hidden, Instant now) {
        One one = batches.get(batch.id());
        if (one != null) {
            one.hidden = hidden;
            one.due = next(one.acceptedAt, hidden != null, now);
            nextDue = one.due.isBefore(nextDue) ? one.due : nextDue;
        }
    }

    /**
     * After twice its age, so that what arrives soon is seen soon: from 2 seconds to a minute, later to ten. What has no
     * report of its own is asked for together, on the full minute or ten.
     */
    static Instant next(Instant acceptedAt, boolean isHidden, Instant now) {
        Duration age = Duration.between(acceptedAt, now);
        boolean isYoung = age.compareTo(YOUNG) < 0;
        if (isHidden) {
            long grid = (isYoung ? MINUTE : LATEST).toSeconds();
            return Instant.ofEpochSecond((now.getEpochSecond() / grid + 1) * grid);
        }
        Duration pause = isYoung ? age : age.dividedBy(YOUNG.toMinutes());
        Duration most = isYoung ? MINUTE : LATEST;
        return now.plus(pause.compareTo(SOONEST) < 0 ? SOONEST : pause.compareTo(most) > 0 ? most : pause);
    }

    void arrivedAfter(Duration lag) {
        lags.addLast(lag.isNegative() ? Duration.ZERO : lag);
        if (lags.size() > LAGS) {
            lags.removeFirst();
        }
    }

    long rows() {
        return rows;
    }

    long possibleDuplicates() {
        return possibleDuplicates;
    }

    /** Oldest first. */
    Collection<SealedBatch> batches() {
        return batches.values().stream().map(one -> one.batch).toList();
    }

    /** @param lastArrivedAt as the books know it */
    ArrivalReport report(Instant now, @Nullable Instant lastArrivedAt) {
        List<Duration> sorted = lags.stream().sorted().toList();
        One oldest = batches.values().stream()
                .filter(one -> one.hidden == null)
                .min(Comparator.comparing(one -> one.acceptedAt))
                .orElse(null);
        List<One> hidden =
                batches.values().stream().filter(one -> one.hidden != null).toList();
        return new ArrivalReport(
                rows,
                sorted.isEmpty() ? null : sorted.get(sorted.size() / 2).toMillis() / 1000.0,
                lastArrivedAt,
                oldest == null
                        ? null
                        : Math.max(0, Duration.between(oldest.acceptedAt, now).toSeconds()),
                hidden.stream().mapToLong(one -> one.batch.rows()).sum(),
                hidden.isEmpty() ? null : hidden.getLast().hidden);
    }
}
