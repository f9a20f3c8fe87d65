package io.adxstage.stage.shape;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One key of an object.
 *
 * @param description one sentence
 * @param fallback the value that an absent key stands for, from the object it is absent in; or null
 * @param shownDefault the same for the schema, where it is the same for every object; or null
 */
public record Field(
        String name,
        Shape shape,
        boolean required,
        String description,
        Function<ObjectNode, @Nullable JsonNode> fallback,
        @Nullable JsonNode shownDefault,
        @Nullable JsonNode example) {

    public static Field required(String name, Shape shape, String description) {
        return new Field(name, shape, true, description, absent -> null, null, null);
    }

    public static Field optional(String name, Shape shape, String description) {
        return new Field(name, shape, false, description, absent -> null, null, null);
    }

    public Field or(String value) {
        return or(StringNode.valueOf(value));
    }

    public Field or(boolean value) {
        return or(BooleanNode.valueOf(value));
    }

    public Field or(int value) {
        return or(IntNode.valueOf(value));
    }

    /** The default of the key; its own defaults are filled in. */
    public Field or(JsonNode value) {
        JsonNode whole = shape.withDefaults(value);
        return new Field(name, shape, required, description, object -> whole.deepCopy(), whole, example);
    }

    /** A default that depends on the other keys of the object. */
    public Field orFrom(Function<ObjectNode, @Nullable JsonNode> others) {
        return new Field(name, shape, required, description, others, null, example);
    }

    public Field like(String shown) {
        return new Field(name, shape, required, description, fallback, shownDefault, StringNode.valueOf(shown));
    }

    ObjectNode schema() {
        ObjectNode schema = shape.schema();
        if (!required) {
            allowNull(schema);
        }
        schema.put("title", Words.title(name)).put("description", description);
        if (shownDefault != null) {
            schema.set("default", shownDefault.deepCopy());
        }
        if (example != null) {
            schema.putArray("examples").add(example.deepCopy());
        }
        return schema;
    }

    /** {@code null} means absent, so where a key may be absent it may be null. */
    private static void allowNull(ObjectNode schema) {
        if (schema.path("type").isString()) {
            String type = schema.path("type").stringValue();
            schema.putArray("type").add(type).add("null");
        } else if (schema.path("enum") instanceof ArrayNode words) {
            words.addNull();
        } else if (schema.path("oneOf") instanceof ArrayNode kinds) {
            kinds.addObject().put("type", "null");
        }
    }
}
