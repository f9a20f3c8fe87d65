package io.adxstage.ui;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes numbers, sizes and times as people read them. */
@Component
class Figures {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    /** {@code 12,345}. */
    public String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Per second: {@code 0}, {@code 0.4}, {@code 1,250}. */
    public String rate(double perSecond) {
        return perSecond == 0 || perSecond >= 10
                ? count(Math.round(perSecond))
                : String.format(Locale.ROOT, "%.1f", perSecond);
    }

    /** In units of a thousand: {@code 512 B}, {@code 1.4 MB}. */
    public String bytes(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= 999.95 && unit < UNITS.length - 1) {
            left /= 1000;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f", left)) + " " + UNITS[unit];
    }

    /** {@code 2026-01-31 10:02:07 UTC}. */
    public String time(Instant time) {
        return TIME.format(time);
    }

    /** The time of day in UTC: {@code 10:02}. */
    public String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** For machines. */
    public String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 45 s}, {@code 3 min}, {@code 2 h}, {@code 4 d}. */
    public String age(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
