package io.adxstage.flow;

import io.adxstage.adx.TableKnowledge;
import io.adxstage.stage.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stage's table, and what comes of it.
 *
 * @param known whether the columns are known, and so values are checked
 * @param detail why not, and what would help; or what is checked
 * @param latency absent where the table's policies are not known
 */
public record TableReport(
        boolean known, String detail, @Nullable Latency latency, List<Mismatch> mismatches) {

    /** Of a stage that does not run. */
    public static final TableReport NONE =
            new TableReport(false, "The table is looked at while the stage runs.", null, List.of());

    public TableReport {
        mismatches = List.copyOf(mismatches);
    }

    static TableReport of(Stage stage, @Nullable TableCheck check) {
        if (check == null) {
            return NONE;
        }
        List<Mismatch> found = check.found().stream().map(Mismatch::of).toList();
        return switch (check.knowledge()) {
            case TableKnowledge.Known known ->
                new TableReport(
                        true,
                        "Values are checked against the table's columns.",
                        Latency.of(stage, known.facts()).orElse(null),
                        found);
            case TableKnowledge.NotAllowed notAllowed ->
                new TableReport(false, unchecked(notAllowed.mend()), null, found);
            case TableKnowledge.Missing missing -> new TableReport(false, unchecked(missing.sentence()), null, found);
            case TableKnowledge.Unknown unknown -> new TableReport(false, unchecked(unknown.reason()), null, found);
        };
    }

    private static String unchecked(String why) {
        return "Values are not checked against the table's columns. " + why;
    }
}
