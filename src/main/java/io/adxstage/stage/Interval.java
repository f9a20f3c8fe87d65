package io.adxstage.stage;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A length of time greater than zero, as somebody wrote it: {@code 2h}, {@code 1h10m30s}. Prints as written. */
public record Interval(String text, Duration duration) {

    /** Two letters before one, so that {@code ms} is not read as minutes. Both signs for micro: U+00B5 and U+03BC. */
    private static final List<Unit> UNITS = List.of(
            new Unit("ms", ChronoUnit.MILLIS),
            new Unit("us", ChronoUnit.MICROS),
            new Unit("\u00B5s", ChronoUnit.MICROS),
            new Unit("\u03BCs", ChronoUnit.MICROS),
            new Unit("ns", ChronoUnit.NANOS),
            new Unit("h", ChronoUnit.HOURS),
            new Unit("m", ChronoUnit.MINUTES),
            new Unit("s", ChronoUnit.SECONDS));

    private record Unit(String symbol, ChronoUnit unit) {}

    /**
     * Reads one or more {@code <integer><unit>}, units {@code h m s ms us µs ns}.
     *
     * @return empty where the text is something else, zero, or longer than a {@link Duration} can hold
     */
    public static Optional<Interval> parse(String text) {
        try {
            Duration sum = Duration.ZERO;
            int at = 0;
            while (at < text.length()) {
                int start = at;
                long amount = 0;
                while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                    amount = Math.addExact(Math.multiplyExact(amount, 10L), text.charAt(at++) - '0');
                }
                Unit unit = at == start ? null : unitAt(text, at);
                if (unit == null) {
                    return Optional.empty();
                }
                at += unit.symbol().length();
                sum = sum.plus(Duration.of(amount, unit.unit()));
            }
            return sum.isZero() ? Optional.empty() : Optional.of(new Interval(text, sum));
        } catch (ArithmeticException tooLong) {
            return Optional.empty();
        }
    }

    private static @Nullable Unit unitAt(String text, int at) {
        for (Unit unit : UNITS) {
            if (text.startsWith(unit.symbol(), at)) {
                return unit;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
