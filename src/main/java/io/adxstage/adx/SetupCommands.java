package io.adxstage.adx;

import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.stage.Authentication;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The commands that prepare a database for a stage, with its own names filled in, least privileges first. For people to
 * run: nothing here runs them.
 */
public final class SetupCommands {

    /** The least that the service takes, by the vendor's page on the ingestion batching policy. */
    public static final Duration LEAST_BATCHING = Duration.ofSeconds(10);

    private SetupCommands() {}

    /** Creates the table, or adds what it lacks. A column that is there with another type makes the command fail. */
    public static String createTable(String table, List<TableFacts.Column> columns) {
        return ".create-merge table " + KustoText.name(table)
                + columns.stream()
                        .map(column -> KustoText.name(column.name()) + ":" + column.type())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** Lets an identity ingest into any table of a database, and nothing else. Empty where no identity is needed. */
    public static Optional<String> letIngest(String database, Authentication identity) {
        return grant(database, "ingestors", identity);
    }

    /** Lets an identity read: schema, policies, rows. A stage works without it, and then checks no types. */
    public static Optional<String> letRead(String database, Authentication identity) {
        return grant(database, "viewers", identity);
    }

    private static Optional<String> grant(String database, String role, Authentication identity) {
        return principal(identity)
                .map(principal -> ".add database " + KustoText.name(database) + " " + role + " ("
                        + KustoText.literal(principal) + ")");
    }

    /** As the vendor's page on principals and identity providers writes it; what a stage does not know is in brackets. */
    private static Optional<String> principal(Authentication identity) {
        return switch (identity) {
            case Authentication.ServicePrincipal app -> Optional.of(app(app.clientId(), app.tenantId()));
            case Authentication.Certificate app -> Optional.of(app(app.clientId(), app.tenantId()));
            case Authentication.WorkloadIdentity app -> Optional.of(app(app.clientId(), app.tenantId()));
            case Authentication.ManagedIdentity app -> Optional.of(app(app.clientId(), null));
            case Authentication.AzureCli user -> Optional.of("aaduser=<your sign-in name>");
            case Authentication.None nobody -> Optional.empty();
        };
    }

    private static String app(@Nullable String client, @Nullable String tenant) {
        return "aadapp=" + (client == null ? "<client ID of the identity>" : client) + ";"
                + (tenant == null ? "<tenant ID>" : tenant);
    }

    /** Makes the cluster gather for another time; the other limits stay. */
    public static String batchingTime(String table, Duration time, Batching now) {
        String policy = JsonNodeFactory.instance
                .objectNode()
                .put("MaximumBatchingTimeSpan", KustoSpan.write(time))
                .put("MaximumNumberOfItems", now.items())
                .put("MaximumRawDataSizeMB", now.rawMegabytes())
                .toString();
        return ".alter table " + KustoText.name(table) + " policy ingestionbatching " + KustoText.literal(policy);
    }

    /** How long a cluster should gather for a stage that itself collects for so long: as long, from 10 s to 5 min. */
    public static Duration suitableBatching(Duration collected) {
        Duration most = Batching.BY_DEFAULT.time();
        Duration least = collected.compareTo(LEAST_BATCHING) < 0 ? LEAST_BATCHING : collected;
        return least.compareTo(most) < 0 ? Duration.ofSeconds(least.toSeconds()) : most;
    }

    /**
     * Streaming needs this on the table, or on its database. It takes the right Table Admin, which a stage's identity should
     * not have.
     */
    public static String enableStreaming(String table) {
        return ".alter table " + KustoText.name(table) + " policy streamingingestion enable";
    }
}
