package io.adxstage.stage;

import org.jspecify.annotations.Nullable;

/** How often and how long a batch that could not be delivered is tried again. Absent {@code maxRetries}: without end. */
public sealed interface Retry {

    /** Exponential from 1 s to 2 min with jitter, until delivered. */
    record Default() implements Retry {}

    record None() implements Retry {}

    record Fixed(Interval interval, @Nullable Integer maxRetries) implements Retry {}

    record Exponential(
            Interval interval,
            Interval maxInterval,
            @Nullable Integer maxRetries) implements Retry {}
}
