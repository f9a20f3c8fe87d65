package io.adxstage.doctor;

import io.adxstage.adx.TableFacts;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.ColumnType;
import io.adxstage.message.Guard;
import io.adxstage.message.Inference;
import io.adxstage.message.Misfit;
import io.adxstage.message.Projection;
import io.adxstage.message.RowValues;
import io.adxstage.message.Rows;
import io.adxstage.stage.Format;
import io.adxstage.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sample messages, and what they say of the columns: as a stage that runs would see it. */
record Sample(Stage stage, Format format, List<ApplicationMessage> messages) {

    /** The stage's columns with the types that hold all values of the sample. */
    List<TableFacts.Column> columns() {
        Map<String, Inference> found = inferred();
        return stage.columns().stream()
                .map(column -> new TableFacts.Column(
                        column.name(),
                        found.getOrDefault(column.name(), new Inference())
                                .type()
                                .kusto()))
                .toList();
    }

    /** One of them; nothing where the sample has no value for it. */
    Optional<TableFacts.Column> founded(String column) {
        return Optional.ofNullable(inferred().get(column))
                .filter(Inference::isFounded)
                .map(one -> new TableFacts.Column(column, one.type().kusto()));
    }

    /** Whether there is a value at all. */
    boolean isFounded() {
        return inferred().values().stream().anyMatch(Inference::isFounded);
    }

    private Map<String, Inference> inferred() {
        Map<String, Inference> found = new LinkedHashMap<>();
        Projection asWritten = new Projection(format, stage.batch().path(), stage.columns());
        for (ApplicationMessage message : messages) {
            if (asWritten.rows(message) instanceof Rows.Lines lines) {
                RowValues.of(lines)
                        .forEach(row ->
                                row.forEach((column, value) -> found.computeIfAbsent(column, first -> new Inference())
                                        .add(value)));
            }
        }
        return found;
    }

    /**
     * What does not fit a column, after what the stage would convert.
     *
     * @param types of the table's columns, as the cluster names them
     */
    Optional<Misfit> misfit(String column, Map<String, String> types) {
        // A dead letter would hide what is behind its first misfit.
        Stage.OnMismatch rule =
                stage.onMismatch() == Stage.OnMismatch.CONVERT ? Stage.OnMismatch.CONVERT : Stage.OnMismatch.WARN;
        Guard guard = new Guard(stage.columns(), rule);
        guard.know(ColumnType.named(types));
        Projection asRun = new Projection(format, stage.batch().path(), stage.columns(), guard);
        messages.forEach(asRun::rows);
        return guard.found().stream().filter(one -> one.column().equals(column)).findFirst();
    }
}
