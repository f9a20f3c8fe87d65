package io.adxstage.message;

import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * The texts that Azure Data Explorer reads as a point in time, a span of it or a GUID: ISO 8601, {@code d.hh:mm:ss.fffffff}
 * and {@code 8-4-4-4-12}, by the vendor's pages on these types. By hand, because a column of times is looked at with every
 * row.
 */
final class Notation {

    private static final Pattern SPAN =
            Pattern.compile("-?(?:\\d{1,8}\\.)?(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,7})?)?");

    private static final int NO_ZONE = Integer.MIN_VALUE;

    private Notation() {}

    static boolean isTimespan(String text) {
        return SPAN.matcher(text.strip()).matches();
    }

    static boolean isGuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !isHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /**
     * {@code yyyy-MM-dd}, then a time after {@code T} or a space, seconds and their fraction optional, and a zone: none
     * (UTC), {@code Z}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}, up to 18 hours. From the year 1 to 9999 in UTC.
     */
    static boolean isDatetime(String padded) {
        String text = padded.strip();
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        if (year < 0 || !is(text, 4, '-') || month < 1 || month > 12 || !is(text, 7, '-') || day < 1) {
            return false;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return false;
        }
        int at = 10;
        int minutes = 0;
        if (is(text, at, 'T') || is(text, at, 't') || is(text, at, ' ')) {
            int hour = number(text, 11, 2);
            int minute = number(text, 14, 2);
            if (hour < 0 || hour > 23 || !is(text, 13, ':') || minute < 0 || minute > 59) {
                return false;
            }
            minutes = hour * 60 + minute;
            at = afterSeconds(text, 16);
        }
        int zone = at < 0 ? NO_ZONE : zone(text, at);
        return zone != NO_ZONE && inRange(year, month, day, minutes - zone);
    }

    /** Behind {@code :ss} and its fraction where they are there; -1 where they are wrong. */
    private static int afterSeconds(String text, int from) {
        if (!is(text, from, ':')) {
            return from;
        }
        int second = number(text, from + 1, 2);
        if (second < 0 || second > 59) {
            return -1;
        }
        int at = from + 3;
        if (is(text, at, '.')) {
            int first = ++at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return at == first ? -1 : at;
        }
        return at;
    }

    /** Minutes east of Greenwich, of the rest of the text. */
    private static int zone(String text, int at) {
        int length = text.length() - at;
        if (length == 0 || (length == 1 && (is(text, at, 'Z') || is(text, at, 'z')))) {
            return 0;
        }
        boolean colon = length == 6 && is(text, at + 3, ':');
        if (!(is(text, at, '+') || is(text, at, '-')) || !(length == 3 || length == 5 || colon)) {
            return NO_ZONE;
        }
        int hours = number(text, at + 1, 2);
        int minutes = length == 3 ? 0 : number(text, at + (colon ? 4 : 3), 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return NO_ZONE;
        }
        return is(text, at, '-') ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    private static boolean inRange(int year, int month, int day, int minutesInUtc) {
        boolean before = year == 1 && month == 1 && day == 1 && minutesInUtc < 0;
        boolean behind = year == 9999 && month == 12 && day == 31 && minutesInUtc >= 24 * 60;
        boolean yearZeroEnds = year == 0 && month == 12 && day == 31 && minutesInUtc >= 24 * 60;
        return (year >= 1 && !before && !behind) || yearZeroEnds;
    }

    private static boolean is(String text, int at, char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    /** Of exactly so many digits; -1 where they are not there. */
    private static int number(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
