package io.adxstage.stage.shape;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One of a few fixed texts. */
public record OneWord(List<String> words) implements Shape {

    public OneWord {
        words = List.copyOf(words);
    }

    public static OneWord of(String... words) {
        return new OneWord(List.of(words));
    }

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        String text = value.stringValue(null);
        if (text == null) {
            problems.error(
                    place,
                    "type",
                    "must be a text, one of " + Words.quoted(words) + ", not " + Words.kindOf(value) + ".");
        } else if (!words.contains(text)) {
            String only = words.size() == 1
                    ? "can only be " + Words.quoted(words) + "."
                    : "is none of " + Words.quoted(words) + ". Did you mean \"" + NearestName.to(text, words) + "\"?";
            problems.error(place, "enum", only);
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }
}
