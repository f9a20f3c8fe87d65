package io.adxstage.adx;

import io.adxstage.adx.TableFacts.Batching;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a cluster for a table's columns and policies. The columns matter; a policy that cannot be read is left out. */
final class TableReader {

    private final Cluster cluster;
    private final String database;
    private final String table;
    private final Instant deadline;

    private TableReader(Cluster cluster, String database, String table, Duration patience) {
        this.cluster = cluster;
        this.database = database;
        this.table = table;
        this.deadline = Instant.now().plus(patience);
    }

    /** Blocks for no longer than patience. */
    static TableKnowledge read(Cluster cluster, String database, String table, String grant, Duration patience) {
        return new TableReader(cluster, database, table, patience).read(grant);
    }

    private TableKnowledge read(String grant) {
        return switch (ask(".show table " + KustoText.name(table) + " schema as json")) {
            case Answer.Failed failed -> failed(failed, grant);
            case Answer.Table answer ->
                Optional.of(TableAnswers.columns(answer))
                        .filter(columns -> !columns.isEmpty())
                        .<TableKnowledge>map(columns -> new TableKnowledge.Known(
                                new TableFacts(columns, batching(), streaming()), Instant.now()))
                        .orElseGet(() -> new TableKnowledge.Unknown(
                                "The cluster described table " + table + " in a way that is not understood."));
        };
    }

    private TableKnowledge failed(Answer.Failed failed, String grant) {
        return switch (failed.trouble()) {
            case FORBIDDEN, UNAUTHORIZED ->
                new TableKnowledge.NotAllowed("The identity may not read the columns of " + database + "." + table
                        + ", which Database Viewer allows: run " + grant + " on the cluster, if that is wanted.");
            case NO_ENTITY ->
                new TableKnowledge.Missing("There is no table " + table + " in database " + database + ".");
            case NO_DATABASE -> new TableKnowledge.Missing("There is no database " + database + ".");
            default -> new TableKnowledge.Unknown(failed.sentence());
        };
    }

    /** The table's own, else the database's, else the default. */
    private @Nullable Batching batching() {
        Policy own = policy("table " + KustoText.name(table), "ingestionbatching");
        if (own instanceof Policy.Set(JsonNode policy)) {
            return TableAnswers.batching(policy, Batching.Origin.TABLE);
        }
        Policy around = policy("database " + KustoText.name(database), "ingestionbatching");
        return switch (around) {
            case Policy.Set(JsonNode policy) -> TableAnswers.batching(policy, Batching.Origin.DATABASE);
            case Policy.NotSet none -> own instanceof Policy.NotSet ? Batching.BY_DEFAULT : null;
            case Policy.Unread unread -> null;
        };
    }

    private @Nullable Boolean streaming() {
        Policy own = policy("table " + KustoText.name(table), "streamingingestion");
        if (own instanceof Policy.Set(JsonNode policy)) {
            return TableAnswers.streaming(policy);
        }
        Policy around = policy("database " + KustoText.name(database), "streamingingestion");
        return switch (around) {
            case Policy.Set(JsonNode policy) -> TableAnswers.streaming(policy);
            case Policy.NotSet none -> own instanceof Policy.NotSet ? Boolean.FALSE : null;
            case Policy.Unread unread -> null;
        };
    }

    private sealed interface Policy {
        record Set(JsonNode policy) implements Policy {}

        record NotSet() implements Policy {}

        record Unread() implements Policy {}
    }

    private Policy policy(String entity, String name) {
        return switch (ask(".show " + entity + " policy " + name)) {
            case Answer.Failed failed -> new Policy.Unread();
            case Answer.Table answer ->
                TableAnswers.policy(answer).<Policy>map(Policy.Set::new).orElseGet(Policy.NotSet::new);
        };
    }

    private Answer ask(String command) {
        Duration left = Duration.between(Instant.now(), deadline);
        return left.isPositive()
                ? cluster.command(Cluster.Service.ENGINE, database, command, left)
                : new Answer.Failed(Trouble.NO_ANSWER, "The cluster did not answer in time.", "");
    }
}
