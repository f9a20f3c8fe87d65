package io.adxstage.message;

import io.adxstage.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every value before it is written into a row, as the stage's {@code onMismatch} says. It knows nothing at first,
 * and checks nothing until it is told the table's columns; it may be told anew at any time. Thread-safe, without locks on
 * the way of a message.
 */
public final class Guard {

    private final List<String> columns;
    private final Stage.OnMismatch rule;
    /** One for each column of the stage; empty while the table is not known. */
    private volatile List<Check> checks = List.of();

    /** @param columns of the stage, in their order */
    public Guard(List<Stage.Column> columns, Stage.OnMismatch rule) {
        this.columns = columns.stream().map(Stage.Column::name).toList();
        this.rule = rule;
    }

    /**
     * Checks for a table with these columns from now on. What was counted for a column stays where its type does.
     *
     * @param types by column name, which is case-sensitive
     */
    public synchronized void know(Map<String, ColumnType> types) {
        List<Check> before = checks;
        List<Check> now = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            ColumnType type = types.get(name);
            boolean same = !before.isEmpty() && before.get(i).isFor(name, type);
            now.add(same ? before.get(i) : new Check(name, type));
        }
        checks = List.copyOf(now);
    }

    /** Checks nothing from now on: nobody knows the table any more. */
    public synchronized void forget() {
        checks = List.of();
    }

    /** What was found so far, in the order of the columns, since the start or since the column's type changed. */
    public List<Misfit> found() {
        return checks.stream().map(Check::found).filter(Objects::nonNull).toList();
    }

    /** Whether values are written in their column's form. */
    boolean converts() {
        return rule == Stage.OnMismatch.CONVERT;
    }

    /** The checks of this moment, for one message. */
    List<Check> checks() {
        return checks;
    }

    /**
     * What to write for a value.
     *
     * @return absent where the message is to become a dead letter, for the reason that {@link #reason} tells
     */
    @Nullable
    Value admit(Check check, Value value) {
        Effect effect = check.effect(value);
        if (effect == Effect.KEPT) {
            return rule == Stage.OnMismatch.CONVERT && check.type() == ColumnType.STRING
                    ? Conversion.of(ColumnType.STRING, value).orElse(value)
                    : value;
        }
        ColumnType type = check.type();
        Value converted = rule == Stage.OnMismatch.CONVERT && type != null
                ? Conversion.of(type, value).orElse(null)
                : null;
        if (converted != null) {
            return converted;
        }
        check.found(value, effect);
        return rule == Stage.OnMismatch.DEAD_LETTER ? null : value;
    }

    /** Why a value makes its message a dead letter. */
    static String reason(Check check, Value value) {
        return check.misfit(value, check.effect(value)).sentence() + " (onMismatch is deadLetter.)";
    }
}
