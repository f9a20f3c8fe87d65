package io.adxstage.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a value that does not fit its column as the canonical text of the column's type, where there is one meaning only
 * and nothing is lost. The rules, and those left out, are in docs/decisions/0014.
 */
public final class Conversion {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");

    /** From the end of 2001's summer to the end of 2099, in seconds: no date written as digits is read as one of these. */
    private static final BigDecimal EARLIEST = BigDecimal.valueOf(1_000_000_000L);

    private static final BigDecimal LATEST = BigDecimal.valueOf(4_102_444_800L);

    private Conversion() {}

    /** The value to write instead; empty where there is none that is surely meant. It always fits. */
    public static Optional<Value> of(ColumnType type, Value value) {
        return written(type, value).filter(written -> Fit.of(type, written) == Effect.KEPT);
    }

    private static Optional<Value> written(ColumnType type, Value value) {
        return switch (type) {
            case BOOL -> bool(value);
            case INT, LONG -> number(value).flatMap(Conversion::whole);
            case REAL -> number(value).map(number -> new Value.Number(number.toString()));
            case DECIMAL -> number(value).map(number -> new Value.Number(digits(number)));
            case STRING -> text(value);
            case DATETIME -> datetime(value);
            case TIMESPAN -> timespan(value);
            case GUID -> guid(value);
            case DYNAMIC -> Optional.empty();
        };
    }

    private static Optional<Value> bool(Value value) {
        if (value instanceof Value.Text(String text)) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1" -> Optional.of(new Value.Bool(true));
                case "false", "0" -> Optional.of(new Value.Bool(false));
                default -> Optional.empty();
            };
        }
        return number(value)
                .filter(number -> number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0)
                .map(number -> new Value.Bool(number.signum() != 0));
    }

    /** A number, the text of one, or a truth value, as Azure Data Explorer's own tolong() has it. */
    private static Optional<BigDecimal> number(Value value) {
        return switch (value) {
            case Value.Bool bool -> Optional.of(bool.value() ? BigDecimal.ONE : BigDecimal.ZERO);
            case Value.Number number -> number(number.text());
            case Value.Text text -> number(text.value().strip());
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(String text) {
        return text.length() <= 400 && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** Without a fraction: 7109.0 and 1e3 are whole. */
    private static Optional<Value> whole(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() > 0 || stripped.precision() - stripped.scale() > 19
                ? Optional.empty()
                : Optional.of(new Value.Number(stripped.toBigInteger().toString()));
    }

    /** As written where that fits, else without the zeros at its end. */
    private static String digits(BigDecimal number) {
        return (number.precision() <= Fit.DECIMAL_DIGITS ? number : number.stripTrailingZeros()).toString();
    }

    /** Nobody promises how the service writes a number or a truth value as a string, so it is done here. */
    private static Optional<Value> text(Value value) {
        return switch (value) {
            case Value.Number number -> Optional.of(new Value.Text(number.text()));
            case Value.Bool bool -> Optional.of(new Value.Text(bool.value() ? "true" : "false"));
            default -> Optional.empty();
        };
    }

    private static Optional<Value> datetime(Value value) {
        if (value instanceof Value.Bool) {
            return Optional.empty();
        }
        Optional<Value> epoch = number(value).flatMap(Conversion::epoch);
        return epoch.isPresent() || !(value instanceof Value.Text(String text)) ? epoch : internetDate(text.strip());
    }

    /** Time since 1970, whose unit its magnitude tells: seconds, milliseconds, microseconds or nanoseconds. */
    private static Optional<Value> epoch(BigDecimal number) {
        for (int unit = 0; unit <= 9; unit += 3) {
            BigDecimal seconds = number.movePointLeft(unit);
            if (seconds.compareTo(EARLIEST) >= 0 && seconds.compareTo(LATEST) < 0) {
                BigInteger nanos = seconds.movePointRight(9).toBigInteger();
                BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
                return Optional.of(new Value.Text(Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue())
                        .toString()));
            }
        }
        return Optional.empty();
    }

    /** {@code Thu, 10 Aug 2023 00:54:58 GMT}, RFC 1123. */
    private static Optional<Value> internetDate(String text) {
        try {
            var time = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(new Value.Text(time.toInstant().toString()));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** {@code PT1H2M3.5S}, ISO 8601. A bare number has no unit, so it is left. */
    private static Optional<Value> timespan(Value value) {
        if (!(value instanceof Value.Text(String text))) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text.strip());
            Duration span = duration.abs();
            return Optional.of(new Value.Text("%s%d.%02d:%02d:%02d.%07d"
                    .formatted(
                            duration.isNegative() ? "-" : "",
                            span.toDays(),
                            span.toHoursPart(),
                            span.toMinutesPart(),
                            span.toSecondsPart(),
                            span.toNanosPart() / 100)));
        } catch (DateTimeException | ArithmeticException none) {
            return Optional.empty();
        }
    }

    /** Without dashes, or in braces or parentheses. */
    private static Optional<Value> guid(Value value) {
        if (!(value instanceof Value.Text(String text))) {
            return Optional.empty();
        }
        String bare = text.strip();
        if (bare.matches("\\{.*\\}|\\(.*\\)")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.length() == 32 && bare.chars().allMatch(c -> Notation.isHex((char) c))) {
            bare = String.join(
                    "-",
                    bare.substring(0, 8),
                    bare.substring(8, 12),
                    bare.substring(12, 16),
                    bare.substring(16, 20),
                    bare.substring(20));
        }
        return Optional.of(new Value.Text(bare));
    }
}
