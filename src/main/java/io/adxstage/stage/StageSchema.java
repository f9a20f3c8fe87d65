package io.adxstage.stage;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document as JSON Schema 2020-12, made from the same description that the reader checks against. */
public final class StageSchema {

    private StageSchema() {}

    /** A fresh copy. Whatever the reader accepts, the schema accepts; some rules of the reader a schema cannot say. */
    public static ObjectNode schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Stage")
                .put("description", "Moves messages from MQTT topics into one table of Azure Data Explorer.")
                .setAll(StageShape.STAGE.schema());
    }
}
