package io.adxstage.pipeline;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What came of a document that somebody brought. */
public sealed interface Import {

    /** Tells a whole pipeline from a stage's document by its shape, and takes of it what a stage can be. */
    static Import of(JsonNode root) {
        return Takeover.of(root);
    }

    /** No pipeline: to be read as it stands. */
    record Ordinary() implements Import {}

    /**
     * A pipeline, or several, of which nothing can be taken.
     *
     * @param reason why, and what to do
     */
    record Nothing(String reason) implements Import {}

    /**
     * A draft of a stage. Not checked yet.
     *
     * @param pipeline its name; empty where it has none
     * @param document the Azure Data Explorer stage with the MQTT input; the places of secrets are empty
     * @param secrets that need a value now
     * @param left stages that are not carried over
     * @param remarks sentences on what is otherwise than it was
     */
    record Taken(String pipeline, ObjectNode document, List<Wanted> secrets, List<Left> left, List<String> remarks)
            implements Import {
        public Taken {
            secrets = List.copyOf(secrets);
            left = List.copyOf(left);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A secret that was kept elsewhere.
     *
     * @param pointer where its value belongs in the document (RFC 6901)
     * @param name under which it was kept; empty where what stood there does not look like a name
     */
    record Wanted(String pointer, String name) {}

    /**
     * A stage that is not carried over.
     *
     * @param why in a sentence
     */
    record Left(String name, String type, String why) {}
}
