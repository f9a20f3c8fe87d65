package io.adxstage.stage.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Wording that the shapes share. */
final class Words {

    private static final int LONGEST = 60;

    /** What is spoken letter by letter, by how a name inside a document has it. */
    private static final Map<String, String> INITIALS = Map.of(
            "url", "URL", "id", "ID", "ca", "CA", "tls", "TLS", "qos", "QoS", "csv", "CSV", "json", "JSON", "cli",
            "CLI");

    private Words() {}

    /** Somebody's own text, fit to stand inside a sentence: short, and without control characters. */
    static String shown(String text) {
        String calm = text.replaceAll("\\p{Cntrl}", "?");
        return calm.length() <= LONGEST
                ? calm
                : calm.substring(0, calm.offsetByCodePoints(0, calm.codePointCount(0, LONGEST))) + "...";
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }

    static String kindOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "something that is no JSON";
        };
    }

    /** {@code displayName} becomes {@code Display name}, and {@code clusterUrl} becomes {@code Cluster URL}. */
    static String title(String name) {
        String words = Arrays.stream(name.split("(?<=[a-z])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> INITIALS.getOrDefault(word, word))
                .collect(Collectors.joining(" "));
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Counts as JSON Schema does: characters of Unicode, not halves of them. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
