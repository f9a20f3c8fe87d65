package io.adxstage.stage;

import tools.jackson.databind.node.ObjectNode;

/** The document as JSON Schema 2020-12, made from the same description that the reader checks against. */
public final class StageSchema {

    private StageSchema() {}

    public static ObjectNode schema() {
        throw new UnsupportedOperationException();
    }
}
