package io.adxstage.stage.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A closed object: these keys and no others. */
public final class Fields implements Shape {

    private final Map<String, Field> fields = new LinkedHashMap<>();

    private Fields(List<Field> fields) {
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    public static Fields of(Field... fields) {
        return new Fields(List.of(fields));
    }

    Set<String> names() {
        return fields.keySet();
    }

    /** @param first a key that comes before the others */
    Fields after(Field first) {
        Fields longer = new Fields(List.of(first));
        longer.fields.putAll(fields);
        return longer;
    }

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        check(value, place, problems, this::unknown);
    }

    /** What to say about a key that is not one of ours. */
    interface Unknown {
        String say(String key);
    }

    void check(JsonNode value, Place place, Problems problems, Unknown unknown) {
        if (!value.isObject()) {
            problems.error(place, "type", "must be an object in braces, not " + Words.kindOf(value) + ".");
            return;
        }
        value.forEachEntry((key, inner) -> {
            Field field = fields.get(key);
            if (field == null) {
                problems.error(place.child(key), "unknown-key", unknown.say(key));
            } else if (!inner.isNull()) {
                field.shape().check(inner, place.child(key), problems);
            }
        });
        for (Field field : fields.values()) {
            if (field.required() && !value.hasNonNull(field.name())) {
                problems.error(place.child(field.name()), "required", "is missing. " + field.description());
            }
        }
    }

    private String unknown(String key) {
        return "is an unknown key. Did you mean \"" + NearestName.to(key, names()) + "\"?";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.values().forEach(field -> properties.set(field.name(), field.schema()));
        List<Field> required = fields.values().stream().filter(Field::required).toList();
        if (!required.isEmpty()) {
            required.forEach(field -> schema.withArray("required").add(field.name()));
        }
        return schema.put("additionalProperties", false);
    }

    @Override
    public JsonNode withDefaults(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode filled = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((key, inner) -> {
            Field field = fields.get(key);
            if (field == null) {
                filled.set(key, inner);
            } else if (!inner.isNull()) {
                filled.set(key, field.shape().withDefaults(inner));
            }
        });
        for (Field field : fields.values()) {
            @Nullable
            JsonNode fallback =
                    filled.has(field.name()) ? null : field.fallback().apply(object);
            if (fallback != null) {
                filled.set(field.name(), fallback);
            }
        }
        return filled;
    }
}
