package io.adxstage.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that do not fit a column.
 *
 * @param type of the column; absent where the table has none of this name
 * @param count how many there were
 * @param example the JSON of the first, its beginning where it is long: some 100 characters
 */
public record Misfit(String column, @Nullable ColumnType type, long count, String example, Effect effect) {

    /**
     * What there is to say of a value in a column; empty where it fits.
     *
     * @param type absent where the table has no such column
     */
    public static Optional<Misfit> of(String column, @Nullable ColumnType type, Value value) {
        Check check = new Check(column, type);
        Effect effect = check.effect(value);
        return effect == Effect.KEPT ? Optional.empty() : Optional.of(check.misfit(value, effect));
    }

    /** One sentence that names column, type and value. */
    public String sentence() {
        return type == null
                ? "The table has no column " + column + ", so its value " + example + " would be lost."
                : "The value " + example + " does not fit column " + column + " of type " + type.kusto()
                        + ": Azure Data Explorer would make it "
                        + (effect == Effect.CUT ? "shorter, 1 MiB at most" : "null") + ".";
    }
}
