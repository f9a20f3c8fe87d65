package io.adxstage.stage.shape;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text.
 *
 * @param least fewest characters
 * @param most most characters
 * @param characters what the whole text must match, or null; and {@code charactersInWords} for the sentence
 * @param pattern further keyword for the schema only, where {@code rule} says the same with a better sentence
 * @param rule looks closer at a text that passed the limits
 */
public record Text(
        int least,
        int most,
        @Nullable Pattern characters,
        String charactersInWords,
        @Nullable String pattern,
        Rule rule)
        implements Shape {

    /** Looks closer at a text. */
    @FunctionalInterface
    public interface Rule {
        void check(String text, Place place, Problems problems);
    }

    public static Text of(int least, int most) {
        return new Text(least, most, null, "", null, (text, place, problems) -> {});
    }

    /** @param regex must mean the same to Java and to ECMA-262; without anchors, it is for the whole text */
    public Text of(String regex, String inWords) {
        return new Text(least, most, Pattern.compile(regex), inWords, pattern, rule);
    }

    public Text with(Rule closer) {
        return new Text(least, most, characters, charactersInWords, pattern, closer);
    }

    public Text inSchema(String anchoredRegex) {
        return new Text(least, most, characters, charactersInWords, anchoredRegex, rule);
    }

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        String text = value.stringValue(null);
        if (text == null) {
            problems.error(place, "type", "must be a text in double quotes, not " + Words.kindOf(value) + ".");
            return;
        }
        int length = Words.length(text);
        if (length < least) {
            problems.error(place, "length", "must not be empty.");
        } else if (length > most) {
            problems.error(place, "length", "has " + length + " characters; at most " + most + " are allowed.");
        } else if (characters != null && !characters.matcher(text).matches()) {
            problems.error(place, "characters", charactersInWords);
        } else {
            rule.check(text, place, problems);
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        if (least > 0) {
            schema.put("minLength", least);
        }
        if (most < Integer.MAX_VALUE) {
            schema.put("maxLength", most);
        }
        if (characters != null) {
            schema.put("pattern", "^(?:" + characters + ")$");
        } else if (pattern != null) {
            schema.put("pattern", pattern);
        }
        return schema;
    }
}
