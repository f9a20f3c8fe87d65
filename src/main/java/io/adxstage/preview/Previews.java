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
    private final Looks looks = new Looks();

    public Previews(RunningStages running, Tables tables) {
        this.running = running;
        this.tables = tables;
    }

    /** The topic of a sample that names none: the stage's first filter with its wildcards filled in. */
    public String topic(Stage stage) {
        return topic(running.input(stage));
    }

    /** The same of an input; empty where there is none. */
    public static String topic(Optional<Input> source) {
        return source.map(input -> input.topics().getFirst().replaceFirst("^\\$share/[^/]+/", ""))
                .map(filter -> filter.replace("+", "sample").replace("#", "sample"))
                .orElse("sample");
    }

    /** Asks the stage's cluster, as the stage's identity, what the table is like; waits some seconds at most. */
    public Preview of(Stage stage, Samples.Read samples) {
        return of(stage, samples, looks.remember(stage, tables.look(stage, PATIENCE)));
    }

    /** The same without asking the cluster: with what the last question about this table brought, some minutes ago at most. */
    public Preview glance(Stage stage, Samples.Read samples) {
        return of(
                stage,
                samples,
                looks.recall(stage)
                        .orElseGet(
                                () -> new TableKnowledge.Unknown("The table was not looked at yet: press Preview.")));
    }

    /** Asks the cluster now, for glances to come. */
    public void look(Stage stage) {
        looks.remember(stage, tables.look(stage, PATIENCE));
    }

    /** The rows of a draft that is no stage yet; nothing is known of its table. */
    public Preview of(Outline outline, Samples.Read samples) {
        Trial trial = new Trial(outline, Optional.empty());
        samples.messages().forEach(trial::take);
        return new Preview(
                trial.rows(),
                trial.messages(),
                trial.columns(),
                List.of(),
                new Preview.Table(false, unchecked("The stage does not say yet, or not rightly, where its rows go.")),
                List.of());
    }

    private Preview of(Stage stage, Samples.Read samples, TableKnowledge knowledge) {
        TableFacts facts = knowledge instanceof TableKnowledge.Known known ? known.facts() : null;
        Optional<Map<String, ColumnType>> types =
                Optional.ofNullable(facts).map(known -> ColumnType.named(known.types()));
        Format format = running.input(stage).map(Input::format).orElseGet(Format.Json::new);
        Trial trial = new Trial(Outline.of(stage, format), types);
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
