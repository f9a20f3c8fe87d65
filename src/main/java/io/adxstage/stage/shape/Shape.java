package io.adxstage.stage.shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one value of a document may be. The value is never null: {@code null} means absent, and {@link Fields} sees to it. */
public interface Shape {

    /** Reports what is wrong with the value. Never throws, whatever the value. */
    void check(JsonNode value, Place place, Problems problems);

    /** The same as JSON Schema 2020-12. What a schema cannot say is left out: the schema is never stricter. */
    ObjectNode schema();

    /** The value with the defaults of what is absent inside it. Works on any value, valid or not. */
    default JsonNode withDefaults(JsonNode value) {
        return value;
    }
}
