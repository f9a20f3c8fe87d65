package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.KustoText;
import io.adxstage.adx.StreamMapping;
import io.adxstage.adx.TableAnswers;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the table's policies and mappings mean for the stage. */
record PolicyChecks(Round round, ClusterProbe probe, Stage stage) {

    private static final Duration STEP = Duration.ofSeconds(8);

    /**
     * @param database with its batching policy
     * @param table with its columns
     */
    void begin(Round.Pending<Answer.Table> database, Round.Pending<Map<String, String>> table) {
        if (stage.ingestion() == Stage.Ingestion.QUEUED) {
            String why = "Not needed: the stage ingests queued.";
            round.check(Subject.MAPPING, List.of(), () -> Verdict.<Boolean>skipped(why));
            round.check(Subject.STREAMING_POLICY, List.of(), () -> Verdict.<Boolean>skipped(why));
        } else {
            round.check(Subject.MAPPING, List.of(table), this::mapping);
            round.check(Subject.STREAMING_POLICY, List.of(table), this::streaming);
        }
        round.check(Subject.BATCHING_POLICY, List.of(table), () -> batching(database.found()));
    }

    private Answer ask(String command) {
        return probe.command(Service.ENGINE, stage.database(), command, round.patience(STEP));
    }

    private String table() {
        return KustoText.name(stage.table());
    }

    /** Streaming takes only mappings that the table keeps, and a stage asks for the one that its columns name. */
    private Verdict<Boolean> mapping() {
        StreamMapping wanted = new Mends(stage).mapping();
        return switch (ask(".show table " + table() + " ingestion json mappings")) {
            case Answer.Table(var rows) ->
                rows.stream().anyMatch(row -> row.text("Name").equals(wanted.name()))
                        ? Verdict.passed(
                                "The table has the mapping of the stage's columns, " + wanted.name() + ".", true)
                        : lacking(
                                "The table lacks the mapping " + wanted.name() + " that streaming these columns needs:"
                                        + " create it on the stage's page, by POST to the stage's /mapping, or with this.",
                                wanted.command(stage.table()));
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
        };
    }

    private Verdict<Boolean> streaming() {
        Mends mends = new Mends(stage);
        return switch (ask(".show table " + table() + " policy streamingingestion")) {
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
            case Answer.Table table -> {
                Optional<JsonNode> policy = TableAnswers.policy(table).or(this::databasesStreaming);
                yield policy.filter(TableAnswers::streaming).isPresent()
                        ? Verdict.passed("The table takes streaming ingestion.", true)
                        : lacking("The table does not take streaming ingestion.", mends.enableStreaming());
            }
        };
    }

    private Optional<JsonNode> databasesStreaming() {
        return ask(".show database " + KustoText.name(stage.database()) + " policy streamingingestion")
                        instanceof Answer.Table databases
                ? TableAnswers.policy(databases)
                : Optional.empty();
    }

    /** What streaming needs, and managed ingestion only profits from. */
    private Verdict<Boolean> lacking(String what, String fix) {
        return stage.ingestion() == Stage.Ingestion.MANAGED
                ? Verdict.warning(what + " Until then the stage ingests queued.", fix, true)
                : Verdict.failed(what, fix);
    }

    private Verdict<Boolean> batching(Answer.Table database) {
        return switch (ask(".show table " + table() + " policy ingestionbatching")) {
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
            case Answer.Table table -> {
                Batching batching = TableAnswers.policy(table)
                        .map(policy -> TableAnswers.batching(policy, Batching.Origin.TABLE))
                        .or(() -> TableAnswers.policy(database)
                                .map(policy -> TableAnswers.batching(policy, Batching.Origin.DATABASE)))
                        .orElse(Batching.BY_DEFAULT);
                Duration time = batching.time();
                String whose = switch (batching.origin()) {
                    case TABLE -> "by the table's policy";
                    case DATABASE -> "by the database's policy";
                    case DEFAULT -> "as usual";
                };
                yield Verdict.passed(
                        "Rows are in the table about "
                                + words(time.plus(stage.batch().time().duration()))
                                + " after their message, at most: the stage collects for "
                                + words(stage.batch().time().duration()) + ", the cluster for " + words(time)
                                + " (" + whose + ").",
                        true);
            }
        };
    }

    private static String words(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 60
                ? seconds + " s"
                : seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
}
