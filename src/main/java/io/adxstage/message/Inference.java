package io.adxstage.message;

import org.jspecify.annotations.Nullable;

/**
 * The type that a column should have for all the values of a sample. Whole numbers are taken for {@code long}, never for
 * {@code int}: a sample does not show how far they go. What is mixed, and a column without any value, is {@code dynamic},
 * which keeps everything as it is.
 */
public final class Inference {

    private @Nullable ColumnType type;

    /** Takes one more value in; nothing (JSON null) says nothing. */
    public void add(Value value) {
        ColumnType seen = of(value);
        if (seen != null) {
            ColumnType before = type;
            type = before == null ? seen : common(before, seen);
        }
    }

    /** Whether there was any value at all. */
    public boolean isFounded() {
        return type != null;
    }

    public ColumnType type() {
        ColumnType found = type;
        return found == null ? ColumnType.DYNAMIC : found;
    }

    private static @Nullable ColumnType of(Value value) {
        return switch (value) {
            case Value.Null none -> null;
            case Value.Bool bool -> ColumnType.BOOL;
            case Value.Number number -> number(number);
            case Value.Text text -> text(text);
            case Value.Array array -> ColumnType.DYNAMIC;
            case Value.Object object -> ColumnType.DYNAMIC;
        };
    }

    private static ColumnType number(Value.Number number) {
        if (Fit.of(ColumnType.LONG, number) == Effect.KEPT) {
            return ColumnType.LONG;
        }
        boolean whole = number.text().chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return whole && Fit.of(ColumnType.DECIMAL, number) == Effect.KEPT ? ColumnType.DECIMAL : ColumnType.REAL;
    }

    private static ColumnType text(Value.Text text) {
        if (Notation.isDatetime(text.value())) {
            return ColumnType.DATETIME;
        }
        if (Notation.isGuid(text.value())) {
            return ColumnType.GUID;
        }
        return Notation.isTimespan(text.value()) ? ColumnType.TIMESPAN : ColumnType.STRING;
    }

    private static ColumnType common(ColumnType one, ColumnType other) {
        if (one == other) {
            return one;
        }
        if (isNumber(one) && isNumber(other)) {
            return one == ColumnType.REAL || other == ColumnType.REAL ? ColumnType.REAL : ColumnType.DECIMAL;
        }
        return isText(one) && isText(other) ? ColumnType.STRING : ColumnType.DYNAMIC;
    }

    private static boolean isNumber(ColumnType type) {
        return type == ColumnType.LONG || type == ColumnType.REAL || type == ColumnType.DECIMAL;
    }

    private static boolean isText(ColumnType type) {
        return switch (type) {
            case STRING, DATETIME, GUID, TIMESPAN -> true;
            default -> false;
        };
    }
}
