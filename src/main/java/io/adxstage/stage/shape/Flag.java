package io.adxstage.stage.shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code true} or {@code false}. */
public record Flag() implements Shape {

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        if (!value.isBoolean()) {
            problems.error(place, "type", "must be true or false (without quotes), not " + Words.kindOf(value) + ".");
        }
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "boolean");
    }
}
