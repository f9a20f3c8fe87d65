package io.adxstage.stage.shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that is kept verbatim and not interpreted.
 *
 * @param object whether it must at least be an object
 */
public record Anything(boolean object) implements Shape {

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        if (object && !value.isObject()) {
            problems.error(place, "type", "must be an object in braces, not " + Words.kindOf(value) + ".");
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return object ? schema.put("type", "object") : schema;
    }
}
