package io.adxstage.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the arrival of rows that the cluster accepted.
 *
 * @param awaiting rows that were accepted, and are followed until they arrive
 * @param lagSeconds from acceptance to arrival: the median of the latest 20 batches that arrived since the service was started
 * @param oldestSeconds since when the oldest batch that can be followed is accepted and has not arrived
 * @param hidden rows among the awaited ones whose arrival cannot be seen at present
 * @param hiddenReason why that is so, as the end of a sentence
 */
public record ArrivalReport(
        long awaiting,
        @Nullable Double lagSeconds,
        @Nullable Instant lastArrivedAt,
        @Nullable Long oldestSeconds,
        long hidden,
        @Nullable String hiddenReason) {

    /** Nothing was accepted yet. */
    public static final ArrivalReport NOTHING = new ArrivalReport(0, null, null, null, 0, null);
}
