package io.adxstage.adx;

import java.time.Instant;

/** What is found out about a batch that the cluster's queue took. */
public sealed interface Finding {

    /** Nothing yet; it is expected. */
    record Waiting() implements Finding {}

    /**
     * Its rows are in the table.
     *
     * @param at when they came there, as far as it is known
     */
    record Arrived(Instant at) implements Finding {}

    /**
     * The service gave it back.
     *
     * @param reason in the service's words, and what to do
     * @param partly whether some of its rows are in the table all the same
     */
    record Rejected(String reason, boolean partly) implements Finding {}

    /** Whether it arrives cannot be seen; the reason is a sentence. */
    record Hidden(String reason) implements Finding {}
}
