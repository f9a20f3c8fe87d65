package io.adxstage.message;

/**
 * Whether a value fits a column, and what Azure Data Explorer makes of it if not. The rules are those of the vendor's pages
 * on the scalar data types; what those leave open (numeric strings, the word "true", numbers as points in time) is a
 * mismatch here, so that it is looked at before it is damage. Nothing is allocated for the usual values that fit.
 */
public final class Fit {

    /** Longest string and dynamic value, in bytes of UTF-8. */
    static final int LONGEST = 1 << 20;

    /** A decimal has 128 bits: 34 significant digits. */
    static final int DECIMAL_DIGITS = 34;

    private static final String LEAST_INT = "2147483648";
    private static final String LEAST_LONG = "9223372036854775808";

    private Fit() {}

    /** Nothing (JSON null) fits everywhere: what is not there cannot be damaged. */
    public static Effect of(ColumnType type, Value value) {
        if (value instanceof Value.Null) {
            return Effect.KEPT;
        }
        return switch (type) {
            case STRING -> fitsLength(value) ? Effect.KEPT : Effect.CUT;
            case DYNAMIC -> keptIf(Size.isAtMost(value, LONGEST));
            case BOOL -> keptIf(isBool(value));
            case INT -> keptIf(value instanceof Value.Number number && isWhole(number.text(), LEAST_INT));
            case LONG -> keptIf(value instanceof Value.Number number && isWhole(number.text(), LEAST_LONG));
            case REAL -> keptIf(value instanceof Value.Number number && isFinite(number.text()));
            case DECIMAL -> keptIf(value instanceof Value.Number number && isDecimal(number.text()));
            case DATETIME -> keptIf(value instanceof Value.Text text && Notation.isDatetime(text.value()));
            case TIMESPAN -> keptIf(value instanceof Value.Text text && Notation.isTimespan(text.value()));
            case GUID -> keptIf(value instanceof Value.Text text && Notation.isGuid(text.value()));
        };
    }

    private static Effect keptIf(boolean fits) {
        return fits ? Effect.KEPT : Effect.NULL;
    }

    /** What is no string is kept as its JSON text. */
    private static boolean fitsLength(Value value) {
        return value instanceof Value.Text(String text) ? Size.isAtMost(text, LONGEST) : Size.isAtMost(value, LONGEST);
    }

    private static boolean isBool(Value value) {
        return value instanceof Value.Bool
                || (value instanceof Value.Number(String text)
                        && (text.equals("0") || text.equals("1") || text.equals("-0")));
    }

    /** A number with a fraction or an exponent is none, even where its value is whole. */
    private static boolean isWhole(String text, String least) {
        boolean negative = text.charAt(0) == '-';
        int from = negative ? 1 : 0;
        int digits = text.length() - from;
        if (digits > least.length()) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        if (digits < least.length()) {
            return true;
        }
        for (int i = 0; i < digits; i++) {
            int difference = text.charAt(from + i) - least.charAt(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return negative;
    }

    /** Rounding is what the type is; only what rounds to infinity is lost. */
    private static boolean isFinite(String text) {
        boolean surely = text.length() <= 300 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return surely || Double.isFinite(Double.parseDouble(text));
    }

    private static boolean isDecimal(String text) {
        int digits = 0;
        int i = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                break;
            }
            if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) {
                digits++;
            }
        }
        // No reader of JSON takes an exponent of more digits.
        return digits <= DECIMAL_DIGITS && text.length() - i <= 9;
    }
}
