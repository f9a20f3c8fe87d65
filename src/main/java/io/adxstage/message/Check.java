package io.adxstage.message;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One column's check, made once for many rows, and what it found. Thread-safe. */
final class Check {

    private static final int EXAMPLE = 100;

    private final String column;
    private final @Nullable ColumnType type;
    private final LongAdder count = new LongAdder();
    private volatile @Nullable Misfit first;

    /** @param type absent where the table has no such column */
    Check(String column, @Nullable ColumnType type) {
        this.column = column;
        this.type = type;
    }

    @Nullable
    ColumnType type() {
        return type;
    }

    boolean isFor(String name, @Nullable ColumnType wanted) {
        return column.equals(name) && type == wanted;
    }

    Effect effect(Value value) {
        if (type != null) {
            return Fit.of(type, value);
        }
        return value instanceof Value.Null ? Effect.KEPT : Effect.DROPPED;
    }

    /** What does not fit, for people. */
    Misfit misfit(Value value, Effect effect) {
        return new Misfit(column, type, 1, shortened(value), effect);
    }

    void found(Value value, Effect effect) {
        count.increment();
        if (first == null) {
            first = misfit(value, effect);
        }
    }

    /** What was found so far; absent where all fitted. */
    @Nullable
    Misfit found() {
        Misfit example = first;
        return example == null ? null : new Misfit(column, type, count.sum(), example.example(), example.effect());
    }

    static String shortened(Value value) {
        String text = JsonLine.text(value instanceof Value.Text(String whole) ? new Value.Text(start(whole)) : value);
        return text.length() <= EXAMPLE ? text : start(text) + "…";
    }

    /** Never half of a surrogate pair. */
    private static String start(String text) {
        if (text.length() <= EXAMPLE) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(EXAMPLE - 1)) ? EXAMPLE - 1 : EXAMPLE);
    }
}
