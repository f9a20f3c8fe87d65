package io.adxstage.ui;

import io.adxstage.flow.History;
import io.adxstage.flow.StageStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of the rows of the last hour, for a sentence.
 *
 * @param seconds how much of the hour was counted
 * @param end how the sentence ends: {@code arrived}, {@code awaiting} or {@code unknown}
 */
record Lately(long received, long accepted, long seconds, String end) {

    private static final long HOUR = 3600;

    static Lately of(History history, StageStatus status, Instant now) {
        boolean out = status.arrival().awaiting() > 0;
        boolean in = !out && history.arrived() >= history.accepted() && history.accepted() > 0;
        return new Lately(
                history.received(),
                history.accepted(),
                Math.clamp(Duration.between(history.since(), now).toSeconds(), 1, HOUR),
                out ? "awaiting" : in ? "arrived" : "unknown");
    }

    /** Whether the whole hour was counted; before, the service or the stage was not there yet. */
    public boolean isWholeHour() {
        return seconds == HOUR;
    }

    public boolean isQuiet() {
        return received == 0 && accepted == 0;
    }
}
