package io.adxstage.stage;

import tools.jackson.databind.JsonNode;

/** A document as text, strictly read: duplicate keys, trailing tokens and comments are malformed. */
public sealed interface StageText {

    record Tree(JsonNode root) implements StageText {}

    /**
     * @param line from 1
     * @param column from 1
     * @param detail what was found there and what to do, in a sentence, without quoting string values
     */
    record Malformed(int line, int column, String detail) implements StageText {}

    static StageText parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    static StageText parse(byte[] utf8) {
        throw new UnsupportedOperationException(utf8.length + " bytes");
    }

    /** The tree as indented text. */
    static String print(JsonNode tree) {
        throw new UnsupportedOperationException(tree.toString());
    }
}
