package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.KustoText;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the table's policies and mappings mean for the stage. */
record PolicyChecks(Round round, ClusterProbe probe, Stage stage) {

    private static final Duration STEP = Duration.ofSeconds(8);

    /** Where neither table nor database say otherwise; the vendor's page on the batching policy. */
    private static final Duration USUAL_BATCHING = Duration.ofMinutes(5);

    /** {@code d.hh:mm:ss}, as policies write it. */
    private static final Pattern TIMESPAN = Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?");

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

    /** Streaming takes only mappings that the table keeps. */
    private Verdict<Boolean> mapping() {
        return switch (ask(".show table " + table() + " ingestion json mappings")) {
            case Answer.Table(var rows) ->
                rows.stream()
                        .filter(row -> names(row.text("Mapping")))
                        .findFirst()
                        .map(row -> Verdict.passed(
                                "The mapping " + row.text("Name") + " has all columns of the stage.", true))
                        .orElseGet(() -> lacking(
                                "No mapping of the table has all columns of the stage, and streaming takes only mappings"
                                        + " that the table keeps.",
                                mappingCommand()));
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
        };
    }

    private boolean names(String mapping) {
        List<String> columns = stage.columns().stream().map(Stage.Column::name).toList();
        JsonNode parts = JsonMapper.shared().readTree(mapping.isBlank() ? "[]" : mapping);
        return parts.valueStream()
                .map(part -> part.path("column").asString(part.path("Column").asString("")))
                .collect(Collectors.toSet())
                .containsAll(columns);
    }

    private String mappingCommand() {
        String parts = stage.columns().stream()
                .map(Stage.Column::name)
                .map(name -> JsonMapper.shared()
                        .writeValueAsString(Map.of("column", name, "Properties", Map.of("Path", "$['" + name + "']"))))
                .collect(Collectors.joining(","));
        return ".create-or-alter table " + table() + " ingestion json mapping 'adx_stage' "
                + KustoText.literal("[" + parts + "]");
    }

    private Verdict<Boolean> streaming() {
        Mends mends = new Mends(stage);
        return switch (ask(".show table " + table() + " policy streamingingestion")) {
            case Answer.Failed failed -> Verdict.failed(failed.sentence(), null);
            case Answer.Table table -> {
                JsonNode own = policy(table);
                JsonNode policy = own.isNull()
                                && ask(".show database " + KustoText.name(stage.database())
                                                + " policy streamingingestion")
                                        instanceof Answer.Table databases
                        ? policy(databases)
                        : own;
                yield policy.path("IsEnabled").asBoolean(false)
                        ? Verdict.passed("The table takes streaming ingestion.", true)
                        : lacking("The table does not take streaming ingestion.", mends.enableStreaming());
            }
        };
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
                Optional<Duration> own = time(policy(table));
                Optional<Duration> ofDatabase = time(policy(database));
                Duration time = own.or(() -> ofDatabase).orElse(USUAL_BATCHING);
                String whose = own.isPresent()
                        ? "by the table's policy"
                        : ofDatabase.isPresent() ? "by the database's policy" : "as usual";
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

    private static JsonNode policy(Answer.Table shown) {
        String text = shown.rows().isEmpty() ? "null" : shown.rows().getFirst().text("Policy");
        return JsonMapper.shared().readTree(text.isBlank() ? "null" : text);
    }

    private static Optional<Duration> time(JsonNode policy) {
        Matcher time = TIMESPAN.matcher(policy.path("MaximumBatchingTimeSpan").asString(""));
        return time.matches()
                ? Optional.of(Duration.ofDays(time.group(1) == null ? 0 : Long.parseLong(time.group(1)))
                        .plusHours(Long.parseLong(time.group(2)))
                        .plusMinutes(Long.parseLong(time.group(3)))
                        .plusSeconds(Long.parseLong(time.group(4))))
                : Optional.empty();
    }

    private static String words(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 60
                ? seconds + " s"
                : seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
}
