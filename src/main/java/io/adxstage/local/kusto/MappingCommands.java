package io.adxstage.local.kusto;

import java.util.List;
import java.util.Locale;

/** Commands about ingestion mappings that tables keep. */
final class MappingCommands {

    private final Tables tables;
    private final TableObjects objects;

    MappingCommands(Tables tables, TableObjects objects) {
        this.tables = tables;
        this.objects = objects;
    }

    List<Command> all() {
        return List.of(
                Command.of(
                        "(?:.create-or-alter|.alter) table {name} ingestion (json|csv) mapping {text} {text}",
                        call -> keep(call, false)),
                Command.of(".create table {name} ingestion (json|csv) mapping {text} {text}", call -> keep(call, true)),
                Command.of(".show table {name} ingestion mappings", call -> list(table(call), "json", "csv")),
                Command.of(".show table {name} ingestion (json|csv) mappings", call -> list(table(call), kind(call))),
                Command.of(
                        ".show table {name} ingestion (json|csv) mapping {text}",
                        call -> shown(
                                table(call),
                                List.of(objects.find(table(call), kind(call), call.text(3))
                                        .orElseThrow(() -> Refusal.notFound("Mapping", call.text(3)))))),
                Command.of(".drop table {name} ingestion (json|csv) mapping {text}", this::drop));
    }

    private ResultTable keep(Command.Call call, boolean onlyNew) {
        Table table = table(call);
        String name = call.text(3);
        if (onlyNew && objects.find(table, kind(call), name).isPresent()) {
            throw Refusal.exists("Mapping", name);
        }
        String body = call.text(4);
        try {
            Mapping.parse(body);
        } catch (IngestionFailure invalid) {
            throw Refusal.ingestion(invalid.code(), String.valueOf(invalid.getMessage()));
        }
        return shown(table, List.of(objects.put(table, kind(call), name, body)));
    }

    private ResultTable drop(Command.Call call) {
        if (!objects.remove(table(call), kind(call), call.text(3))) {
            throw Refusal.notFound("Mapping", call.text(3));
        }
        return list(table(call), kind(call));
    }

    private Table table(Command.Call call) {
        return tables.get(call.database(), call.name(1));
    }

    private static String kind(Command.Call call) {
        return call.word(2).toLowerCase(Locale.ROOT);
    }

    private ResultTable list(Table table, String... kinds) {
        return shown(
                table,
                objects.all(table).stream()
                        .filter(kept -> List.of(kinds).contains(kept.kind()))
                        .toList());
    }

    private static ResultTable shown(Table table, List<TableObjects.Kept> mappings) {
        ResultTable result = ResultTable.of(
                "Name:string",
                "Kind:string",
                "Mapping:string",
                "LastUpdatedOn:datetime",
                "Database:string",
                "Table:string");
        mappings.forEach(kept -> result.row(
                kept.name(),
                "json".equals(kept.kind()) ? "Json" : "Csv",
                kept.body(),
                kept.updated().toString(),
                table.database(),
                table.name()));
        return result;
    }
}
