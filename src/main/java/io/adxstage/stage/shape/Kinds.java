package io.adxstage.stage.shape;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object whose {@code type} says which other keys it has. */
public final class Kinds implements Shape {

    private static final String TYPE = "type";

    private final Map<String, Fields> kinds = new LinkedHashMap<>();
    private final Map<String, String> descriptions = new LinkedHashMap<>();

    /** @param description one sentence about this kind */
    public Kinds kind(String type, String description, Field... fields) {
        kinds.put(type, Fields.of(fields).after(Field.required(TYPE, OneWord.of(type), description)));
        descriptions.put(type, description);
        return this;
    }

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        if (!value.isObject()) {
            problems.error(place, "type", "must be an object with a type, not " + Words.kindOf(value) + ".");
            return;
        }
        Fields fields = fieldsOf(value);
        if (fields != null) {
            fields.check(
                    value, place, problems, key -> unknown(key, value.path(TYPE).stringValue(), fields));
            return;
        }
        List<String> types = List.copyOf(kinds.keySet());
        if (value.hasNonNull(TYPE)) {
            new OneWord(types).check(value.path(TYPE), place.child(TYPE), problems);
        } else {
            problems.error(place.child(TYPE), "required", "is missing. It is one of " + Words.quoted(types) + ".");
        }
        Set<String> known = new LinkedHashSet<>();
        kinds.values().forEach(kind -> known.addAll(kind.names()));
        value.propertyNames().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.error(
                        place.child(key),
                        "unknown-key",
                        "is an unknown key. Did you mean \"" + NearestName.to(key, known) + "\"?"));
    }

    private @Nullable Fields fieldsOf(JsonNode value) {
        String type = value.path(TYPE).stringValue(null);
        return type == null ? null : kinds.get(type);
    }

    private String unknown(String key, String type, Fields fields) {
        List<String> owners = kinds.entrySet().stream()
                .filter(kind -> kind.getValue().names().contains(key))
                .map(Map.Entry::getKey)
                .toList();
        String nearest = NearestName.to(key, fields.names());
        return owners.isEmpty()
                ? "is an unknown key. Did you mean \"" + nearest + "\"?"
                : "belongs to " + Words.quoted(owners) + ", not to \"" + type
                        + "\". Remove it, or change the type; the nearest key here is \"" + nearest + "\".";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode oneOf = schema.putArray("oneOf");
        kinds.forEach((type, fields) ->
                oneOf.add(fields.schema().put("title", Words.title(type)).put("description", descriptions.get(type))));
        return schema;
    }

    @Override
    public JsonNode withDefaults(JsonNode value) {
        Fields fields = fieldsOf(value);
        return fields == null ? value : fields.withDefaults(value);
    }
}
