package io.adxstage.stage.shape;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list.
 *
 * @param least fewest items
 * @param most most items
 * @param distinctBy the key of an item in which no two items may be equal; empty: the items themselves; null: no rule
 */
public record ListOf(
        Shape item, int least, int most, @Nullable String distinctBy) implements Shape {

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        if (!value.isArray()) {
            problems.error(place, "type", "must be a list in brackets, not " + Words.kindOf(value) + ".");
            return;
        }
        if (value.size() < least) {
            problems.error(place, "length", "needs at least " + least + (least == 1 ? " entry." : " entries."));
        } else if (value.size() > most) {
            problems.error(place, "length", "has " + value.size() + " entries; at most " + most + " are allowed.");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            item.check(value.path(i), place.child(i), problems);
            if (distinctBy != null) {
                distinct(value.path(i), place.child(i), distinctBy, seen, problems);
            }
        }
    }

    private static void distinct(JsonNode item, Place place, String key, Set<String> seen, Problems problems) {
        JsonNode value = key.isEmpty() ? item : item.path(key);
        if (value.isString() && !seen.add(value.stringValue())) {
            problems.error(
                    key.isEmpty() ? place : place.child(key),
                    "duplicate",
                    "is there twice: \"" + Words.shown(value.stringValue()) + "\". Rename or remove one of them.");
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        schema.set("items", item.schema());
        if (least > 0) {
            schema.put("minItems", least);
        }
        if (most < Integer.MAX_VALUE) {
            schema.put("maxItems", most);
        }
        if (distinctBy != null && distinctBy.isEmpty()) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    @Override
    public JsonNode withDefaults(JsonNode value) {
        if (!value.isArray()) {
            return value;
        }
        ArrayNode filled = JsonNodeFactory.instance.arrayNode();
        value.forEach(entry -> filled.add(item.withDefaults(entry)));
        return filled;
    }
}
