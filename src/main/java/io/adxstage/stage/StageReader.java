package io.adxstage.stage;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one gate: turns a draft into a stage, or into all its problems at once. */
@Component
public class StageReader {

    private final TrustedClusters trusted;

    StageReader(TrustedClusters trusted) {
        this.trusted = trusted;
    }

    /** Reads a draft whose masks have been resolved; a mask that is left is a problem that asks for the value. */
    public Checked read(JsonNode draft) {
        throw new UnsupportedOperationException(draft + " " + trusted);
    }

    /** Reads an {@code input} alone, as the instance's default has it. Pointers start at the input. */
    public CheckedInput readInput(JsonNode input) {
        throw new UnsupportedOperationException(input.toString());
    }

    /** The document with its defaults filled in; secrets as they stand in the given document. */
    public ObjectNode effective(ObjectNode document) {
        throw new UnsupportedOperationException(document.toString());
    }
}
