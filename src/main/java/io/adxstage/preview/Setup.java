package io.adxstage.preview;

import io.adxstage.adx.SetupCommands;
import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.preview.Preview.SetupStep;
import io.adxstage.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person would run on the cluster before the stage runs, in order. */
final class Setup {

    private Setup() {}

    /** @param batching of the table as it is; absent where that is not known */
    static List<SetupStep> of(Stage stage, List<Preview.Column> columns, boolean known, @Nullable Batching batching) {
        List<SetupStep> steps = new ArrayList<>();
        steps.add(new SetupStep(
                known ? "Add what the table lacks" : "Create the table",
                tableReason(columns, known),
                table(stage, columns)));
        SetupCommands.letIngest(stage.database(), stage.authentication())
                .ifPresent(command -> steps.add(new SetupStep(
                        "Let the stage ingest",
                        "The least right that a stage needs: to add rows to tables of this database.",
                        command)));
        SetupCommands.letRead(stage.database(), stage.authentication())
                .ifPresent(command -> steps.add(new SetupStep(
                        "Let the stage look at the table",
                        "Optional: with it values are checked against the table's columns, and the latency is known.",
                        command)));
        steps.add(
                stage.ingestion() == Stage.Ingestion.QUEUED
                        ? new SetupStep(
                                "Have rows sooner",
                                "Optional: without it the cluster gathers for up to 5 minutes. Smaller batches cost the"
                                        + " cluster more.",
                                SetupCommands.batchingTime(
                                        stage.table(),
                                        SetupCommands.suitableBatching(
                                                stage.batch().time().duration()),
                                        batching == null ? Batching.BY_DEFAULT : batching))
                        : new SetupStep(
                                "Enable streaming",
                                "Streaming ingestion needs this policy on the table or its database.",
                                SetupCommands.enableStreaming(stage.table())));
        return steps;
    }

    /** Columns that are there have the type they have, the others what suits the sample. */
    static String table(Stage stage, List<Preview.Column> columns) {
        return SetupCommands.createTable(
                stage.table(),
                columns.stream()
                        .map(column -> new TableFacts.Column(
                                column.name(), column.type() == null ? column.inferredType() : column.type()))
                        .toList());
    }

    private static String tableReason(List<Preview.Column> columns, boolean known) {
        if (known && columns.stream().noneMatch(Preview.Column::missing)) {
            return "The table has all columns of the stage: this changes nothing.";
        }
        return "Types are those that suit the sample; a column without a value in it is dynamic, which keeps anything."
                + (known ? " Columns that are there stay as they are." : "");
    }
}
