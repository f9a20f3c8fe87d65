package io.adxstage.stage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The single values of a document that passed all checks. */
final class Leaves {

    private Leaves() {}

    static String text(JsonNode object, String key) {
        return object.path(key).stringValue();
    }

    static @Nullable String optionalText(JsonNode object, String key) {
        return object.path(key).stringValue(null);
    }

    static Secret secret(JsonNode object, String key) {
        return SecretText.read(text(object, key));
    }

    static @Nullable Secret optionalSecret(JsonNode object, String key) {
        String text = optionalText(object, key);
        return text == null ? null : SecretText.read(text);
    }

    static Interval interval(JsonNode object, String key) {
        return Interval.parse(text(object, key)).orElseThrow();
    }

    static Path path(JsonNode object, String key) {
        return Path.parse(text(object, key)).orElseThrow();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** {@code deadLetter} is {@code DEAD_LETTER}. */
    static <E extends Enum<E>> E word(Class<E> type, JsonNode word) {
        String text = word.stringValue();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().replace("_", "").equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow();
    }

    static IllegalStateException unbound(JsonNode node) {
        return new IllegalStateException("The shape allows a type that is not bound: " + text(node, "type"));
    }
}
