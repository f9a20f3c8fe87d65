package io.adxstage.local.kusto;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The one JSON mapper of the stand-in: numbers keep their digits, text after the value is malformed. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static JsonNode text(String text) {
        return NODES.stringNode(text);
    }

    static JsonNode nothing() {
        return NODES.nullNode();
    }

    /** A field of a text format: a JSON value where it reads as one, null where it is empty, else a string. */
    static JsonNode scalarOrText(String text) {
        if (text.isBlank()) {
            return nothing();
        }
        try {
            return MAPPER.readTree(text.strip());
        } catch (JacksonException notJson) {
            return text(text);
        }
    }
}
