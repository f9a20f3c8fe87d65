package io.adxstage.stage;

import java.time.Duration;
import java.util.Optional;

/** A length of time greater than zero, as somebody wrote it: {@code 2h}, {@code 1h10m30s}. Prints as written. */
public record Interval(String text, Duration duration) {

    public static Optional<Interval> parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
