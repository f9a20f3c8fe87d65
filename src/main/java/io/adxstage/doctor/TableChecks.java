package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.KustoText;
import io.adxstage.adx.TableAnswers;
import io.adxstage.adx.TableFacts;
import io.adxstage.adx.Trouble;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the table is there and takes what the stage sends, as far as the identity may see that. */
record TableChecks(Round round, ClusterProbe probe, Stage stage, Sample sample) {

    private static final Duration STEP = Duration.ofSeconds(8);

    /** What a reader of the database sees first: its batching policy. */
    Round.Pending<Answer> look(Round.Pending<?> cluster) {
        return round.quietly(Subject.CLUSTER, List.of(cluster), () -> {
            Answer answer = ask(".show database " + KustoText.name(stage.database()) + " policy ingestionbatching");
            Verdict<Answer> asked = Verdict.passed("", answer);
            return asked;
        });
    }

    private Answer ask(String command) {
        return probe.command(Service.ENGINE, stage.database(), command, round.patience(STEP));
    }

    void readRight(Round.Pending<Answer> look) {
        round.check(Subject.READ_RIGHT, List.of(look), () -> switch (look.found()) {
            case Answer.Table table ->
                Verdict.passed("The identity may read the schema of " + stage.database() + ".", true);
            case Answer.Failed failed when failed.trouble() == Trouble.FORBIDDEN -> mayNotRead();
            case Answer.Failed failed -> Verdict.notTried(Subject.DATABASE.because());
        });
    }

    private Verdict<Boolean> mayNotRead() {
        return new Verdict<>(
                Check.Status.SKIPPED,
                "The identity may not read the schema of " + stage.database()
                        + ", and for ingesting it need not. With the"
                        + " role Database Viewer (or Monitor) table, columns and policies could be checked.",
                new Mends(stage).grantView(),
                null,
                null);
    }

    Round.Pending<Answer.Table> database(Round.Pending<Answer> look) {
        return round.check(Subject.DATABASE, List.of(look), () -> switch (look.found()) {
            case Answer.Table table -> Verdict.passed("The database " + stage.database() + " is there.", table);
            case Answer.Failed failed
            when failed.trouble() == Trouble.FORBIDDEN -> Verdict.notTried(Subject.READ_RIGHT.because());
            case Answer.Failed failed
            when failed.trouble() == Trouble.NO_DATABASE || failed.trouble() == Trouble.NO_ENTITY ->
                Verdict.<Answer.Table>failed(
                                "The cluster has no database " + stage.database()
                                        + ": check database, or create it. This lists those that there are.",
                                Mends.listDatabases())
                        .because("there is no such database");
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
        });
    }

    /** Answers the columns' types by their names. */
    Round.Pending<Map<String, String>> table(Round.Pending<?> database) {
        return round.check(Subject.TABLE, List.of(database), () -> switch (ask(
                ".show table " + KustoText.name(stage.table()) + " schema as json")) {
            case Answer.Table answer -> {
                Map<String, String> columns = new LinkedHashMap<>();
                TableAnswers.columns(answer).forEach(column -> columns.put(column.name(), column.type()));
                yield Verdict.passed(
                        "The table " + stage.table() + " is there, with " + columns.size() + " columns.", columns);
            }
            case Answer.Failed failed
            when failed.trouble() == Trouble.NO_ENTITY ->
                Verdict.<Map<String, String>>failed(
                                "The database " + stage.database() + " has no table " + stage.table()
                                        + ": check table (case counts), or create it"
                                        + (sample.isFounded()
                                                ? "."
                                                : ". Give the columns narrower types than dynamic where you know them."),
                                new Mends(stage).createTable(sample.columns()))
                        .because("there is no such table");
            case Answer.Failed failed
            when failed.trouble() == Trouble.FORBIDDEN -> Verdict.notTried(Subject.READ_RIGHT.because());
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
        });
    }

    void columns(Round.Pending<Map<String, String>> table) {
        for (Stage.Column column : stage.columns()) {
            round.check(Subject.COLUMN, column.name(), List.of(table), () -> column(column.name(), table.found()));
        }
    }

    private Verdict<Boolean> column(String name, Map<String, String> columns) {
        String type = columns.get(name);
        if (type == null) {
            return columns.keySet().stream()
                    .filter(name::equalsIgnoreCase)
                    .findFirst()
                    .map(near -> Verdict.<Boolean>failed(
                            "The table has no column " + name + ", but " + near
                                    + ": case counts. Its values would be dropped without a word; write the name as the"
                                    + " table has it.",
                            near))
                    .orElseGet(() -> Verdict.failed(
                            "The table has no column " + name
                                    + ": its values would be dropped without a word. Check the name, or add the column.",
                            new Mends(stage).addColumn(name, sample.founded(name))));
        }
        return sample.misfit(name, columns)
                .map(misfit -> Verdict.<Boolean>warning(misfit.sentence() + " " + mend(name), null, true))
                .orElseGet(() -> Verdict.passed("The column " + name + " is there, of type " + type + ".", true));
    }

    private String mend(String column) {
        String other = "change the path, or take a column of type "
                + sample.founded(column).map(TableFacts.Column::type).orElse("dynamic");
        return switch (stage.onMismatch()) {
            case WARN -> "The sample has it: " + other + ", or see whether onMismatch convert does.";
            case CONVERT -> "Not even onMismatch convert makes it fit: " + other + ".";
            case DEAD_LETTER -> "The whole message becomes a dead letter: " + other + ".";
        };
    }
}
