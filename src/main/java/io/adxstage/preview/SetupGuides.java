package io.adxstage.preview;

import static io.adxstage.preview.SetupGuide.Place.DATABASE;
import static io.adxstage.preview.SetupGuide.Place.SHELL;

import io.adxstage.adx.IdentityCommands;
import io.adxstage.adx.SetupCommands;
import io.adxstage.adx.StreamMapping;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.flow.RunningStages;
import io.adxstage.preview.SetupGuide.Step;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes the guide for a stage. */
@Component
public class SetupGuides {

    private final RunningStages running;

    public SetupGuides(RunningStages running) {
        this.running = running;
    }

    /**
     * For a draft. Asks no cluster: it may not be there yet, nor the identity.
     *
     * @param samples by which columns get their types; may be none
     */
    public SetupGuide of(Stage stage, Samples.Read samples) {
        return of(stage, columns(stage, samples));
    }

    /** For a stage whose cluster was asked already. */
    public SetupGuide of(Stage stage, Preview preview) {
        return of(stage, preview.columns());
    }

    private static SetupGuide of(Stage stage, List<Preview.Column> columns) {
        List<Step> now = new ArrayList<>();
        identity(stage).ifPresent(now::add);
        newSecret(stage).ifPresent(now::add);
        now.add(table(stage, columns));
        SetupCommands.letIngest(stage.database(), stage.authentication())
                .ifPresent(command -> now.add(new Step(
                        "Let the stage ingest",
                        "The least right that a stage needs: to add rows to the tables of this database. It can read nothing"
                                + " with it. Takes the right Database Admin to run.",
                        DATABASE,
                        command)));
        SetupCommands.letRead(stage.database(), stage.authentication())
                .ifPresent(command -> now.add(new Step(
                        "Let the stage look at the table",
                        "Optional. With it, values are checked against the table's columns, arrival is followed, and"
                                + " Test connection sees the table. It lets the identity read the rows of this database.",
                        DATABASE,
                        command)));
        if (stage.ingestion() != Stage.Ingestion.QUEUED) {
            now.addAll(streaming(stage));
        }
        if (stage.ingestion() != Stage.Ingestion.STREAMING) {
            now.add(batching(stage));
        }
        return new SetupGuide(
                now, stage.ingestion() == Stage.Ingestion.QUEUED ? streaming(stage) : List.of(), guessed(columns));
    }

    private List<Preview.Column> columns(Stage stage, Samples.Read samples) {
        Format format = running.input(stage).map(Input::format).orElseGet(Format.Json::new);
        Trial trial = new Trial(stage, format, Optional.empty());
        samples.messages().forEach(trial::take);
        return trial.columns();
    }

    private static List<String> guessed(List<Preview.Column> columns) {
        return columns.stream()
                .filter(column -> column.type() == null && column.inferredType().equals("dynamic"))
                .map(Preview.Column::name)
                .toList();
    }

    private static Optional<Step> identity(Stage stage) {
        String name = "adx-stage " + stage.displayName();
        return IdentityCommands.create(name, stage.authentication())
                .map(command -> new Step("Make the identity", identityReason(stage.authentication()), SHELL, command));
    }

    /** What the stage does not know yet is in brackets, and needs none. */
    private static Optional<Step> newSecret(Stage stage) {
        return stage.authentication() instanceof Authentication.ServicePrincipal app
                        && !app.clientId().startsWith("<")
                ? Optional.of(new Step(
                        "Or a new secret",
                        "For the application that the stage names already. The secrets it has go on working. Leave out both"
                                + " where the stage has a secret that works.",
                        SHELL,
                        IdentityCommands.newSecret(app.clientId())))
                : Optional.empty();
    }

    private static String identityReason(Authentication identity) {
        return switch (identity) {
            case Authentication.ServicePrincipal app ->
                "Makes an application with a secret for a year. Its answer has what the stage asks for: appId is the client"
                        + " ID, password the client secret, tenant the tenant ID. Leave it out where the application exists; a new"
                        + " one goes into the stage first, and then into the grants below.";
            case Authentication.Certificate app ->
                "Makes an application with a certificate for a year. Its answer has appId, the client ID, tenant, and the"
                        + " path of a PEM file with the key, which is the stage's certificate. Leave it out where it exists.";
            case Authentication.WorkloadIdentity app ->
                "Lets the Kubernetes service account that runs this service sign in as an identity of Azure. The issuer URL"
                        + " is that of the Kubernetes cluster.";
            case Authentication.ManagedIdentity managed ->
                "Finds the client ID of the machine's own identity, which the grants below need in place of the brackets.";
            case Authentication.AzureCli user -> "Signs you in; the stage writes in your name. For development only.";
            case Authentication.None nobody -> "";
        };
    }

    private static Step table(Stage stage, List<Preview.Column> columns) {
        boolean there = columns.stream().anyMatch(column -> column.type() != null);
        return new Step(
                there ? "Add what the table lacks" : "Create the table",
                there
                        ? "The table is there. This adds columns of the stage that it lacks, and changes nothing else."
                        : "Makes the table with a column for each of the stage's. Look at the types before you run it: they"
                                + " cannot be changed while rows are in the column.",
                DATABASE,
                Setup.table(stage, columns));
    }

    private static List<Step> streaming(Stage stage) {
        List<String> names = stage.columns().stream().map(Stage.Column::name).toList();
        List<Step> steps = new ArrayList<>();
        cluster(stage)
                .ifPresent(cluster -> steps.add(new Step(
                        "Switch streaming on for the cluster",
                        "Once for the cluster. It sets some of its memory and disk aside, so it costs capacity whether rows"
                                + " come or not. Restarts nothing, and takes some minutes.",
                        SHELL,
                        IdentityCommands.enableStreaming(cluster))));
        steps.add(new Step(
                "Let the table take streamed rows",
                "The policy that streaming asks for, on this table only. Takes the right Table Admin.",
                DATABASE,
                SetupCommands.enableStreaming(stage.table())));
        steps.add(new Step(
                "Create the mapping",
                "A streaming request names a mapping of the table; this is the one for the stage's columns, by a name that"
                        + " follows from them. Make the new one before you change the columns.",
                DATABASE,
                StreamMapping.of(names).command(stage.table())));
        return steps;
    }

    private static Step batching(Stage stage) {
        Duration time = SetupCommands.suitableBatching(stage.batch().time().duration());
        return new Step(
                "Have rows sooner",
                "Optional. Without it the cluster gathers for up to 5 minutes before rows are seen; with it for "
                        + time.toSeconds() + " s. What it costs: more and smaller extents, each to be written and later"
                        + " merged, so more of the cluster's work for the same rows; and it holds for everybody who ingests"
                        + " into this table. 10 s is the least.",
                DATABASE,
                SetupCommands.batchingTime(stage.table(), time, Batching.BY_DEFAULT));
    }

    /** The name of a cluster of Azure: the first part of its host. */
    private static Optional<String> cluster(Stage stage) {
        String host = stage.clusterUrl().getHost();
        return host.contains(".kusto.") ? Optional.of(host.substring(0, host.indexOf('.'))) : Optional.empty();
    }
}
