package io.adxstage.local.kusto;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time and spans of it, in ticks of 100 ns, as Kusto reads and prints them. */
final class KustoTime {

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4, 4, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** What the formatter's optional parts would allow beyond: no separator or two, several zones. */
    private static final Pattern SHAPE = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}(?:[Tt ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?)?");

    private static final Pattern MORE_THAN_NANOS = Pattern.compile("(\\.\\d{9})\\d+");
    private static final Pattern SPAN =
            Pattern.compile("(-)?(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?");
    private static final long TICKS_PER_SECOND = 10_000_000;

    private KustoTime() {}

    /** ISO 8601 to its UTC print, {@code 2023-08-10T00:54:58.6572007Z}; without a zone it is UTC already. */
    static Optional<String> datetime(String text) {
        if (!SHAPE.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        try {
            String readable = MORE_THAN_NANOS.matcher(text.strip()).replaceFirst("$1");
            TemporalAccessor read = ISO.parseBest(readable, OffsetDateTime::from, LocalDateTime::from);
            LocalDateTime utc = read instanceof OffsetDateTime zoned
                    ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : (LocalDateTime) read;
            boolean inRange = utc.getYear() >= 1 && utc.getYear() <= 9999;
            return inRange ? Optional.of(print(utc)) : Optional.empty();
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static String print(LocalDateTime utc) {
        return "%04d-%02d-%02dT%02d:%02d:%02d%sZ"
                .formatted(
                        utc.getYear(),
                        utc.getMonthValue(),
                        utc.getDayOfMonth(),
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond(),
                        fraction(utc.getNano() / 100));
    }

    /** {@code [-][d.]hh:mm[:ss[.fffffff]]} to its normal print; hours, minutes and seconds must be in range. */
    static Optional<String> timespan(String text) {
        Matcher span = SPAN.matcher(text.strip());
        if (!span.matches()) {
            return Optional.empty();
        }
        long days = number(span.group(2));
        long hours = number(span.group(3));
        long minutes = number(span.group(4));
        long seconds = number(span.group(5));
        if (hours > 23 || minutes > 59 || seconds > 59) {
            return Optional.empty();
        }
        String digits = span.group(6);
        long ticks = digits == null ? 0 : number((digits + "0000000").substring(0, 7));
        String sign = span.group(1) == null ? "" : "-";
        String day = days == 0 ? "" : days + ".";
        return Optional.of("%s%s%02d:%02d:%02d%s".formatted(sign, day, hours, minutes, seconds, paddedFraction(ticks)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Without trailing zeros, and nothing at all for a whole second. */
    private static String fraction(long ticks) {
        return paddedFraction(ticks).replaceFirst("0+$", "");
    }

    private static String paddedFraction(long ticks) {
        return ticks == 0 ? "" : ".%07d".formatted(ticks % TICKS_PER_SECOND);
    }
}
