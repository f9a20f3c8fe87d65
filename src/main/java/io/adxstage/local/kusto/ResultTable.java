package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a command or a query answers. */
public final class ResultTable {

    private final List<Column> columns;
    private final List<List<JsonNode>> rows = new ArrayList<>();

    ResultTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** @param columns in the form {@code Name:type} */
    static ResultTable of(String... columns) {
        return new ResultTable(SchemaText.columns(String.join(", ", columns)));
    }

    /** Adds a row. Values may be String, Number, Boolean, JsonNode or null. */
    ResultTable row(@Nullable Object... values) {
        rows.add(Arrays.stream(values)
                .<JsonNode>map(value -> value == null ? Json.nothing() : Json.MAPPER.valueToTree(value))
                .toList());
        return this;
    }

    ResultTable row(ObjectNode document) {
        rows.add(columns.stream().map(column -> document.path(column.name())).toList());
        return this;
    }

    List<Column> columns() {
        return columns;
    }

    List<List<JsonNode>> rows() {
        return List.copyOf(rows);
    }

    ResultTable with(List<List<JsonNode>> others) {
        ResultTable result = new ResultTable(columns);
        result.rows.addAll(others);
        return result;
    }

    /** How the second version of the protocol tells the columns. */
    ArrayNode columnsV2() {
        ArrayNode described = Json.NODES.arrayNode();
        columns.forEach(column -> described
                .addObject()
                .put("ColumnName", column.name())
                .put("ColumnType", column.type().kusto()));
        return described;
    }

    /** How the first version of the protocol tells the columns. */
    ArrayNode columnsV1() {
        ArrayNode described = Json.NODES.arrayNode();
        columns.forEach(column -> described
                .addObject()
                .put("ColumnName", column.name())
                .put("DataType", column.type().shortDotNet())
                .put("ColumnType", column.type().kusto()));
        return described;
    }

    /** Rows as both versions send them: decimals are strings there. */
    ArrayNode rowsOnTheWire() {
        ArrayNode sent = Json.NODES.arrayNode();
        for (List<JsonNode> row : rows) {
            ArrayNode values = sent.addArray();
            for (int position = 0; position < row.size(); position++) {
                values.add(onTheWire(columns.get(position).type(), row.get(position)));
            }
        }
        return sent;
    }

    private static JsonNode onTheWire(ColumnType type, JsonNode value) {
        return type == ColumnType.DECIMAL && value.isNumber() ? Json.text(value.toString()) : value;
    }
}
