package io.adxstage.message;

import org.jspecify.annotations.Nullable;

/**
 * Whether a value surely fits a column, from its JSON text alone: then nothing has to be built to look at it. A no means
 * that {@link Fit} has to look.
 */
final class SureFit {

    /** The same text, written as JSON in another way, is at most six times as long. */
    private static final int SHORT = Fit.LONGEST / 6;

    private SureFit() {}

    /**
     * @param type absent where the table has no such column
     * @param in has the value, which is no object and no array, from {@code start} to before {@code end}
     * @param converts whether what is no string is written as one in a column of strings
     */
    static boolean of(@Nullable ColumnType type, byte[] in, int start, int end, boolean converts) {
        byte first = in[start];
        if (first == 'n') {
            return true;
        }
        if (type == null) {
            return false;
        }
        int length = end - start;
        return switch (type) {
            // An escape is never shorter than what it says.
            case STRING -> first == '"' ? length <= Fit.LONGEST : !converts && length <= SHORT;
            case DYNAMIC -> length <= SHORT;
            case BOOL -> first == 't' || first == 'f';
            case INT -> isWhole(in, start, end, 9);
            case LONG -> isWhole(in, start, end, 18);
            case REAL -> isPlain(in, start, end, 300);
            case DECIMAL -> isPlain(in, start, end, Fit.DECIMAL_DIGITS);
            case DATETIME -> isDatetime(in, start, end);
            case GUID -> isGuid(in, start, end);
            case TIMESPAN -> false;
        };
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isWhole(byte[] in, int start, int end, int digits) {
        int from = in[start] == '-' ? start + 1 : start;
        if (end - from > digits) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (!isDigit(in[i])) {
                return false;
            }
        }
        return true;
    }

    /** A number without an exponent. */
    private static boolean isPlain(byte[] in, int start, int end, int length) {
        if (end - start > length || !(in[start] == '-' || isDigit(in[start]))) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (in[i] == 'e' || in[i] == 'E') {
                return false;
            }
        }
        return true;
    }

    /** {@code "yyyy-MM-ddThh:mm:ssZ"}, with a fraction or not, on one of the first 28 days of a month. */
    private static boolean isDatetime(byte[] in, int start, int end) {
        int length = end - start;
        if (length < 22 || in[start] != '"' || in[end - 2] != 'Z' || in[start + 11] != 'T') {
            return false;
        }
        if (in[start + 5] != '-' || in[start + 8] != '-' || in[start + 14] != ':' || in[start + 17] != ':') {
            return false;
        }
        int year = two(in, start + 1) * 100 + two(in, start + 3);
        int month = two(in, start + 6);
        int day = two(in, start + 9);
        int hour = two(in, start + 12);
        int minute = two(in, start + 15);
        int second = two(in, start + 18);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 28) {
            return false;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        if (length == 22) {
            return true;
        }
        if (in[start + 20] != '.' || length == 23) {
            return false;
        }
        for (int i = start + 21; i < end - 2; i++) {
            if (!isDigit(in[i])) {
                return false;
            }
        }
        return true;
    }

    /** Of two digits; far below zero where they are none. */
    private static int two(byte[] in, int at) {
        return isDigit(in[at]) && isDigit(in[at + 1]) ? (in[at] - '0') * 10 + in[at + 1] - '0' : -1_000_000;
    }

    private static boolean isGuid(byte[] in, int start, int end) {
        if (end - start != 38 || in[start] != '"') {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            byte b = in[start + 1 + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? b != '-' : !Notation.isHex((char) b)) {
                return false;
            }
        }
        return true;
    }
}
