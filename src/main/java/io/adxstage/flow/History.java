package io.adxstage.flow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rows of a stage by the minute, over the last hour.
 *
 * @param since when counting began; what was before is not in the minutes
 * @param minutes 60, the oldest first; the last one is the present one and not over yet
 */
public record History(Instant since, List<Minute> minutes) {

    /** How many minutes are told. */
    public static final int MINUTES = 60;

    public History {
        minutes = List.copyOf(minutes);
    }

    /**
     * @param start in UTC, a whole minute
     * @param received rows on disk, and dead letters, one each
     * @param accepted rows that the cluster took
     * @param arrived rows that were found to be in the table
     */
    public record Minute(Instant start, long received, long accepted, long arrived) {}

    /** Nothing was counted yet. */
    static History none(Instant now) {
        Instant present = now.truncatedTo(ChronoUnit.MINUTES);
        return new History(
                now,
                LongStream.range(0, MINUTES)
                        .mapToObj(i -> new Minute(present.minusSeconds(60 * (MINUTES - 1 - i)), 0, 0, 0))
                        .toList());
    }

    public long received() {
        return minutes.stream().mapToLong(Minute::received).sum();
    }

    public long accepted() {
        return minutes.stream().mapToLong(Minute::accepted).sum();
    }

    public long arrived() {
        return minutes.stream().mapToLong(Minute::arrived).sum();
    }
}
