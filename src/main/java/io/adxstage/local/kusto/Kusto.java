package io.adxstage.local.kusto;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The small Kusto as a whole: what the stand-in asks of it. */
public final class Kusto implements AutoCloseable {

    private final Disk disk;
    private final Tables tables;
    private final Rows rows;
    private final TableObjects objects;
    private final Failures failures = new Failures();
    private final Ingestion ingestion;
    private final PolicyCommands policies;
    private final List<Command> commands;
    private final Query query;

    /**
     * @param file of the database, without its ending; absent: in memory
     * @param resources where a client uploads that came by an address (host and port): the same way, through whatever
     *     proxy
     */
    public Kusto(@Nullable Path file, Function<String, Resources> resources) {
        disk = new Disk(file);
        tables = new Tables(disk);
        rows = new Rows(disk);
        objects = new TableObjects(disk);
        ingestion = new Ingestion(tables, rows, objects);
        policies = new PolicyCommands(tables, objects);
        query = new Query(tables, rows);
        commands = Stream.of(
                        new ServiceCommands(resources, failures).all(),
                        new SchemaCommands(tables, rows).all(),
                        new MappingCommands(tables, objects).all(),
                        policies.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A table as pages list it. */
    public record Summary(String database, String table, String schema, long count) {}

    /** The rows of a table as the rows endpoint answers them, oldest first. */
    public record Excerpt(List<String> columns, long count, List<ObjectNode> rows) {}

    public List<Summary> tables() {
        return tables.all().stream()
                .map(table -> new Summary(table.database(), table.name(), table.cslSchema(), rows.count(table)))
                .toList();
    }

    /** The last rows that came; nothing where there is no such table. */
    public Optional<Excerpt> last(String database, String table, long limit) {
        return tables.find(database, table)
                .map(found -> new Excerpt(
                        found.columns().stream().map(Column::name).toList(),
                        rows.count(found),
                        rows.last(found, limit)));
    }

    /** Runs a management command of somebody within the process. */
    public JsonNode command(String database, String text) {
        return command("localhost", database, text);
    }

    /**
     * Runs a management command.
     *
     * @param address under which the caller reached the service: host and port
     * @throws Refusal where it is refused or unknown
     */
    public JsonNode command(String address, String database, String text) {
        List<String> parts = Pipes.split(text);
        for (Command command : commands) {
            Optional<ResultTable> answer = command.run(address, database, parts.getFirst());
            if (answer.isPresent()) {
                return Wire.v1(Pipes.apply(answer.get(), parts.subList(1, parts.size())));
            }
        }
        throw Refusal.syntax("The stand-in does not know the command '" + text.strip() + "'.");
    }

    /**
     * Runs a query.
     *
     * @throws Refusal where it is more than the stand-in understands
     */
    public JsonNode query(String database, String text) {
        return Wire.v2(query.run(database, text));
    }

    /** The same in the first version of the protocol. */
    public JsonNode queryV1(String database, String text) {
        return Wire.v1(query.run(database, text));
    }

    /** Ingests what somebody queued; nobody but the list of failures learns of a failure. */
    public Outcome ingest(IngestRequest request, InputStream data) {
        Outcome outcome = ingestion.ingest(request, data);
        if (outcome instanceof Outcome.Failed failed) {
            failures.add(request, failed);
        }
        return outcome;
    }

    /** Writes down a failure that came before the data could be looked at. */
    public Outcome fail(IngestRequest request, String code, String details) {
        Outcome.Failed failed = new Outcome.Failed(code, details);
        failures.add(request, failed);
        return failed;
    }

    /**
     * Ingests what somebody streams.
     *
     * @throws Refusal at once, where it cannot be
     */
    public JsonNode stream(IngestRequest request, InputStream data) {
        Table table = tables.get(request.database(), request.table());
        if (!policies.allowsStreaming(table)) {
            throw Refusal.ingestion(
                    "BadRequest_StreamingIngestionPolicyNotEnabled",
                    "Streaming ingestion policy is not enabled for the table '" + table.name() + "'.");
        }
        return switch (ingestion.ingest(request, data)) {
            case Outcome.Failed failed -> throw Refusal.ingestion(failed.code(), failed.details());
            case Outcome.Skipped skipped -> Wire.v1(streamed(0));
            case Outcome.Ingested ingested -> Wire.v1(streamed(ingested.rows()));
        };
    }

    private static ResultTable streamed(long rows) {
        return ResultTable.of(
                        "ConsumedRecordsCount:long",
                        "UpdatePolicyStatus:string",
                        "UpdatePolicyFailureCode:string",
                        "UpdatePolicyFailureReason:string")
                .row(rows, "Inactive", "Unknown", null);
    }

    /** The body of a refusal. */
    public static JsonNode error(Refusal refusal) {
        return Wire.error(refusal);
    }

    @Override
    public void close() {
        disk.close();
    }
}
