package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which part of a record goes to which column. Without entries: by name for JSON, by position for CSV. */
record Mapping(List<Entry> entries) {

    static final Mapping IDENTITY = new Mapping(List.of());

    Mapping {
        entries = List.copyOf(entries);
    }

    /** @param type present where the mapping names one: the service then creates what the table lacks */
    record Entry(String column, @Nullable ColumnType type, Source source) {}

    /**
     * Reads the JSON of a mapping, old form ({@code {"column":"a","path":"$.a"}}) and new
     * ({@code {"columnName":"a","Properties":{"Path":"$.a"}}}).
     *
     * @throws IngestionFailure where it is none
     */
    static Mapping parse(String json) {
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(json);
        } catch (JacksonException malformed) {
            throw invalid("it is no JSON: " + malformed.getOriginalMessage());
        }
        if (!tree.isArray() || tree.isEmpty()) {
            throw invalid("it is no array of columns.");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : tree) {
            entries.add(entry(entry));
        }
        return new Mapping(entries);
    }

    private static Entry entry(JsonNode entry) {
        JsonNode properties = field(entry, "Properties").orElse(entry);
        String column = text(entry, "column")
                .or(() -> text(entry, "columnName"))
                .or(() -> text(entry, "Name"))
                .orElseThrow(() -> invalid("an entry names no column: " + entry));
        Optional<String> type = text(entry, "datatype").or(() -> text(entry, "columnType"));
        Source source = source(properties)
                .orElseThrow(() -> invalid("column '" + column + "' has neither a path nor an ordinal."));
        return new Entry(
                column,
                type.map(name -> ColumnType.named(name)
                                .orElseThrow(
                                        () -> invalid("column '" + column + "' has the unknown type '" + name + "'.")))
                        .orElse(null),
                source);
    }

    private static Optional<Source> source(JsonNode properties) {
        text(properties, "Transform")
                .filter(name -> !name.equalsIgnoreCase("None"))
                .ifPresent(name -> {
                    throw invalid("the stand-in knows no transformation such as '" + name + "'.");
                });
        return text(properties, "ConstValue")
                .<Source>map(Source.Constant::new)
                .or(() -> text(properties, "Path").map(Source.JsonPath::parse))
                .or(() -> text(properties, "Ordinal").map(Source.Ordinal::parse));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return field(node, name)
                .filter(value -> !value.isNull() && !value.isContainer())
                .map(value -> value.isString() ? value.stringValue() : value.toString())
                .filter(value -> !value.isEmpty());
    }

    private static Optional<JsonNode> field(JsonNode node, String name) {
        return node.propertyStream()
                .filter(property -> property.getKey().equalsIgnoreCase(name))
                .map(property -> property.getValue())
                .findFirst();
    }

    static IngestionFailure invalid(String reason) {
        return new IngestionFailure("BadRequest_InvalidMapping", "The ingestion mapping cannot be used: " + reason);
    }

    /** The row that a record becomes; what no column of the table wants is dropped, what is missing is null. */
    ObjectNode row(Table table, Fields record) {
        ObjectNode row = Json.NODES.objectNode();
        List<Column> columns = table.columns();
        for (int position = 0; position < columns.size(); position++) {
            Column column = columns.get(position);
            row.set(column.name(), cell(column, position, record));
        }
        return row;
    }

    private JsonNode cell(Column column, int position, Fields record) {
        if (entries.isEmpty()) {
            return record.at(column, position);
        }
        for (Entry entry : entries) {
            if (entry.column().equals(column.name())) {
                return record.at(column, entry.source());
            }
        }
        return column.type().of(Json.nothing());
    }
}
