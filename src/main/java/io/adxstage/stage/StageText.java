package io.adxstage.stage;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A document as text, strictly read: duplicate keys, trailing tokens and comments are malformed. */
public sealed interface StageText {

    /** @param root numbers keep their exact value (integers and decimals of any size) */
    record Tree(JsonNode root) implements StageText {}

    /**
     * @param line from 1
     * @param column from 1
     * @param detail what was found there and what to do, in a sentence, without quoting string values
     */
    record Malformed(int line, int column, String detail) implements StageText {}

    /** Reads JSON (RFC 8259) and nothing beyond it; nested at most 200 deep. */
    static StageText parse(String text) {
        return StrictJson.parse(text);
    }

    /** Reads UTF-8, with or without a byte order mark. */
    static StageText parse(byte[] utf8) {
        return StrictJson.parse(utf8);
    }

    /** The tree as text, indented by two spaces, lines ended by {@code \n}, the same for equal trees. */
    static String print(JsonNode tree) {
        return StrictJson.print(tree);
    }

    /** The text as it would be sent or stored. */
    static byte[] printUtf8(JsonNode tree) {
        return print(tree).getBytes(StandardCharsets.UTF_8);
    }
}
