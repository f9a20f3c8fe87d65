package io.adxstage.preview;

import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableKnowledge;
import io.adxstage.adx.Tables;
import io.adxstage.flow.RunningStages;
import io.adxstage.message.ColumnType;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes sample messages through a stage as if it ran, without anything being stored or sent. */
@Component
public class Previews {

    /** For the cluster to say what the table is like. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final RunningStages running;
    private final Tables tables;

    public Previews(RunningStages running, Tables tables) {
        this.running = running;
        this.tables = tables;
    }

    /** The topic of a sample that names none: the stage's first filter with its wildcards filled in. */
    public String topic(Stage stage) {
        return running.input(stage)
                .map(input -> input.topics().getFirst().replaceFirst("^\\$share/[^/]+/", ""))
                .map(filter -> filter.replace("+", "sample").replace("#", "sample"))
                .orElse("sample");
    }

    /** Asks the stage's cluster, as the stage's identity, what the table is like; waits some seconds at most. */
    public Preview of(Stage stage, Samples.Read samples) {
        TableKnowledge knowledge = tables.look(stage, PATIENCE);
        TableFacts facts = knowledge instanceof TableKnowledge.Known known ? known.facts() : null;
        Optional<Map<String, ColumnType>> types =
                Optional.ofNullable(facts).map(known -> ColumnType.named(known.types()));
        Format format = running.input(stage).map(Input::format).orElseGet(Format.Json::new);
        Trial trial = new Trial(stage, format, types);
        samples.messages().forEach(trial::take);
        List<Preview.Column> columns = trial.columns();
        return new Preview(
                trial.rows(),
                trial.messages(),
                columns,
                trial.mismatches(),
                table(knowledge),
                Setup.of(stage, columns, facts != null, batching(facts)));
    }

    private static TableFacts.@Nullable Batching batching(@Nullable TableFacts facts) {
        return facts == null ? null : facts.batching();
    }

    private static Preview.Table table(TableKnowledge knowledge) {
        return switch (knowledge) {
            case TableKnowledge.Known known ->
                new Preview.Table(true, "Values are checked against the table's columns.");
            case TableKnowledge.NotAllowed notAllowed -> new Preview.Table(false, unchecked(notAllowed.mend()));
            case TableKnowledge.Missing missing -> new Preview.Table(false, unchecked(missing.sentence()));
            case TableKnowledge.Unknown unknown -> new Preview.Table(false, unchecked(unknown.reason()));
        };
    }

    private static String unchecked(String why) {
        return "Values are not checked against the table's columns. " + why;
    }
}
