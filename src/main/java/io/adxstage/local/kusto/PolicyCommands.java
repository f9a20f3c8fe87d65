package io.adxstage.local.kusto;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands about policies. Batching is kept and told but has no effect: the stand-in ingests each blob by itself. */
final class PolicyCommands {

    static final String STREAMING = "streamingingestion";

    private static final String STREAMING_ENABLED = "{\"IsEnabled\":true,\"HintAllocatedRate\":null}";
    private static final String STREAMING_DISABLED = "{\"IsEnabled\":false,\"HintAllocatedRate\":null}";
    private static final Map<String, String> NAMES =
            Map.of("ingestionbatching", "IngestionBatchingPolicy", STREAMING, "StreamingIngestionPolicy");

    private final Tables tables;
    private final TableObjects objects;

    PolicyCommands(Tables tables, TableObjects objects) {
        this.tables = tables;
        this.objects = objects;
    }

    List<Command> all() {
        return List.of(
                Command.of(
                        ".show table {name} policy (\\w+)",
                        call -> shown(table(call), policy(call), kept(table(call), policy(call)))),
                Command.of(".show database {name} policy (\\w+)", this::ofDatabase),
                Command.of(".delete table {name} policy (\\w+)", this::delete),
                Command.of(
                        ".alter table {name} policy streamingingestion (enable|disable)",
                        call -> keep(
                                call,
                                STREAMING,
                                "enable".equalsIgnoreCase(call.word(2)) ? STREAMING_ENABLED : STREAMING_DISABLED)),
                Command.of(
                        ".alter database {name} policy streamingingestion (enable|disable)",
                        call -> keepOfDatabase(
                                call,
                                "enable".equalsIgnoreCase(call.word(2)) ? STREAMING_ENABLED : STREAMING_DISABLED)),
                Command.of(
                        "(?:.alter|.alter-merge) table {name} policy (\\w+) {text}",
                        call -> keep(call, policy(call), json(call.text(3)))));
    }

    /** The table's own policy decides, where it has one; otherwise its database's. */
    boolean allowsStreaming(Table table) {
        String policy = kept(table, STREAMING);
        if (policy == null) {
            policy = kept(all(table.database()), STREAMING);
        }
        return policy != null && Json.MAPPER.readTree(policy).path("IsEnabled").asBoolean(false);
    }

    private @Nullable String kept(Table table, String policy) {
        return objects.find(table, policy, table.id() == 0 ? table.name() : "")
                .map(TableObjects.Kept::body)
                .orElse(null);
    }

    /** What is kept of a database as a whole is kept like that of a table. */
    private static Table all(String database) {
        return new Table(0, database, database.toLowerCase(Locale.ROOT), List.of());
    }

    private ResultTable keepOfDatabase(Command.Call call, String body) {
        Table all = all(call.name(1));
        objects.put(all, STREAMING, all.name(), body);
        return ofDatabase(call, STREAMING);
    }

    private ResultTable keep(Command.Call call, String policy, String body) {
        Table table = table(call);
        objects.put(table, policy, "", body);
        return shown(table, policy, body);
    }

    private ResultTable delete(Command.Call call) {
        objects.remove(table(call), policy(call), "");
        return shown(table(call), policy(call), null);
    }

    private ResultTable ofDatabase(Command.Call call) {
        return ofDatabase(call, policy(call));
    }

    private ResultTable ofDatabase(Command.Call call, String policy) {
        String database = call.name(1);
        if (tables.in(database).isEmpty()) {
            throw Refusal.notFound("Database", database);
        }
        return shown(policy, "[" + database + "]", "Database", kept(all(database), policy));
    }

    private Table table(Command.Call call) {
        return tables.get(call.database(), call.name(1));
    }

    private static String policy(Command.Call call) {
        return call.word(2).toLowerCase(Locale.ROOT);
    }

    private static String json(String text) {
        String value = String.valueOf(Json.scalarOrText(text));
        if (!value.startsWith("{")) {
            throw Refusal.syntax("A policy is a JSON object, not '" + text + "'.");
        }
        return value;
    }

    private static ResultTable shown(Table table, String policy, @Nullable String body) {
        return shown(policy, "[" + table.database() + "].[" + table.name() + "]", "Table", body);
    }

    private static ResultTable shown(String policy, String entity, String kind, @Nullable String body) {
        return ResultTable.of(
                        "PolicyName:string",
                        "EntityName:string",
                        "Policy:string",
                        "ChildEntities:string",
                        "EntityType:string")
                .row(NAMES.getOrDefault(policy, policy), entity, body == null ? "null" : body, null, kind);
    }
}
