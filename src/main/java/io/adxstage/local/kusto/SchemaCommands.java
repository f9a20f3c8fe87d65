package io.adxstage.local.kusto;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Commands about databases, tables and their columns. */
final class SchemaCommands {

    private final Tables tables;
    private final Rows rows;

    SchemaCommands(Tables tables, Rows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    List<Command> all() {
        return List.of(
                Command.of(".show databases", call -> databases()),
                Command.of(".show database {name} schema", call -> schema(call.name(1))),
                Command.of(".show database {name} schema as json", call -> schemaAsJson(call.name(1))),
                Command.of(".show tables", call -> listed(tables.in(call.database()))),
                Command.of(".show table {name}", call -> listed(List.of(tables.get(call.database(), call.name(1))))),
                Command.of(".show table {name} cslschema", this::cslSchema),
                Command.of(".show table {name} schema as json", this::tableSchemaAsJson),
                Command.of(".show table {name} details", this::details),
                Command.of(
                        ".create table {name} {columns}",
                        call -> described(tables.create(call.database(), call.name(1), call.columns(2)))),
                Command.of(
                        "(?:.create-merge|.alter-merge) table {name} {columns}",
                        call -> described(tables.merge(call.database(), call.name(1), call.columns(2)))),
                Command.of(".drop table {name}", call -> dropped(call, tables.get(call.database(), call.name(1)))),
                Command.of(
                        ".drop table {name} ifexists",
                        call -> tables.find(call.database(), call.name(1))
                                .map(table -> dropped(call, table))
                                .orElseGet(() -> listed(tables.in(call.database())))),
                Command.of(".clear table {name} data", this::cleared));
    }

    private ResultTable databases() {
        ResultTable result = ResultTable.of(
                "DatabaseName:string",
                "PersistentStorage:string",
                "Version:string",
                "IsCurrent:bool",
                "DatabaseAccessMode:string",
                "PrettyName:string");
        tables.databases().forEach(name -> result.row(name, "", "v1.0", false, "ReadWrite", name));
        return result;
    }

    private ResultTable schema(String database) {
        ResultTable result = ResultTable.of(
                "DatabaseName:string",
                "TableName:string",
                "ColumnName:string",
                "ColumnType:string",
                "IsDefaultTable:bool",
                "IsDefaultColumn:bool",
                "PrettyName:string",
                "Version:string",
                "Folder:string",
                "DocString:string");
        List<Table> present = existing(database);
        result.row(database, "", "", "", false, false, database, "v1.0", "", "");
        for (Table table : present) {
            result.row(database, table.name(), "", "", false, false, "", "", "", "");
            for (Column column : table.columns()) {
                String type = column.type().dotNet();
                result.row(database, table.name(), column.name(), type, false, false, "", "", "", "");
            }
        }
        return result;
    }

    private ResultTable schemaAsJson(String database) {
        ObjectNode schema = Json.NODES.objectNode();
        ObjectNode described = schema.putObject("Databases").putObject(database).put("Name", database);
        ObjectNode all = described.putObject("Tables");
        existing(database).forEach(table -> all.set(table.name(), json(table)));
        return ResultTable.of("DatabaseSchema:string").row(schema.toString());
    }

    private List<Table> existing(String database) {
        List<Table> present = tables.in(database);
        if (present.isEmpty()) {
            throw Refusal.notFound("Database", database);
        }
        return present;
    }

    private static ResultTable listed(List<Table> present) {
        ResultTable result =
                ResultTable.of("TableName:string", "DatabaseName:string", "Folder:string", "DocString:string");
        present.forEach(table -> result.row(table.name(), table.database(), "", ""));
        return result;
    }

    private ResultTable cslSchema(Command.Call call) {
        Table table = tables.get(call.database(), call.name(1));
        return oneSchema(table, table.cslSchema());
    }

    private ResultTable tableSchemaAsJson(Command.Call call) {
        return described(tables.get(call.database(), call.name(1)));
    }

    private static ResultTable described(Table table) {
        return oneSchema(table, json(table).toString());
    }

    private static ResultTable oneSchema(Table table, String schema) {
        return ResultTable.of(
                        "TableName:string", "Schema:string", "DatabaseName:string", "Folder:string", "DocString:string")
                .row(table.name(), schema, table.database(), "", "");
    }

    private static ObjectNode json(Table table) {
        ObjectNode described = Json.NODES.objectNode().put("Name", table.name());
        var columns = described.putArray("OrderedColumns");
        table.columns()
                .forEach(column -> columns.addObject()
                        .put("Name", column.name())
                        .put("Type", column.type().dotNet())
                        .put("CslType", column.type().kusto()));
        return described;
    }

    private ResultTable details(Command.Call call) {
        Table table = tables.get(call.database(), call.name(1));
        return ResultTable.of("TableName:string", "DatabaseName:string", "TotalRowCount:long")
                .row(table.name(), table.database(), rows.count(table));
    }

    private ResultTable dropped(Command.Call call, Table table) {
        tables.drop(table);
        return listed(tables.in(call.database()));
    }

    private ResultTable cleared(Command.Call call) {
        Table table = tables.get(call.database(), call.name(1));
        rows.clear(table);
        return ResultTable.of("TableName:string", "Status:string").row(table.name(), "Cleared");
    }
}
