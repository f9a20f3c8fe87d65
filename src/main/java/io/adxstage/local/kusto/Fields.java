package io.adxstage.local.kusto;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One record as it arrives, able to give a column its value. */
sealed interface Fields {

    /** The value without a mapping. */
    JsonNode at(Column column, int position);

    /** The value where a mapping says. */
    JsonNode at(Column column, Source source);

    /** An object: columns find their values by name. */
    record OfJson(ObjectNode object) implements Fields {
        @Override
        public JsonNode at(Column column, int position) {
            JsonNode value = object.get(column.name());
            return column.type().of(value == null ? Json.nothing() : value);
        }

        @Override
        public JsonNode at(Column column, Source source) {
            return switch (source) {
                case Source.JsonPath path -> column.type().of(path.in(object));
                case Source.Constant constant -> column.type().ofText(constant.value());
                case Source.Ordinal ordinal -> throw Mapping.invalid("JSON has no ordinals.");
            };
        }
    }

    /** Fields in a row: columns find their values by position. */
    record OfText(List<String> fields) implements Fields {
        @Override
        public JsonNode at(Column column, int position) {
            return column.type().ofText(position < fields.size() ? fields.get(position) : "");
        }

        @Override
        public JsonNode at(Column column, Source source) {
            return switch (source) {
                case Source.Ordinal ordinal -> at(column, ordinal.position());
                case Source.Constant constant -> column.type().ofText(constant.value());
                case Source.JsonPath path -> throw Mapping.invalid("text has no paths.");
            };
        }
    }
}
