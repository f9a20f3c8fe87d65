package io.adxstage.adx;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A span of time as policies write it: {@code [d.]hh:mm:ss[.fffffff]}. */
final class KustoSpan {

    private static final Pattern SPAN = Pattern.compile("(?:(\\d{1,6})\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?");

    private KustoSpan() {}

    static Optional<Duration> read(String text) {
        Matcher span = SPAN.matcher(text.strip());
        return span.matches()
                ? Optional.of(Duration.ofDays(number(span.group(1)))
                        .plusHours(number(span.group(2)))
                        .plusMinutes(number(span.group(3)))
                        .plusSeconds(number(span.group(4))))
                : Optional.empty();
    }

    /** In whole seconds, less than a day. */
    static String write(Duration span) {
        return "%02d:%02d:%02d".formatted(span.toHours(), span.toMinutesPart(), span.toSecondsPart());
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
