package io.adxstage.stage;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Mistakes of a draft that have one right answer: what a person meant is clear. */
public final class Corrections {

    private Corrections() {}

    /**
     * A draft without such mistakes.
     *
     * @param draft as given where there was none
     */
    public record Corrected(JsonNode draft, List<Correction> corrections) {
        public Corrected {
            corrections = List.copyOf(corrections);
        }
    }

    /**
     * One mistake.
     *
     * @param pointer JSON Pointer of the value at fault
     * @param written the value at fault
     * @param right what it should be
     */
    public record Correction(String pointer, String written, String right) {}

    /** A cluster's ingestion URI, or one with a database behind the host, becomes the cluster's own. */
    public static Corrected of(JsonNode draft) {
        JsonNode written = draft.path("clusterUrl");
        if (!(draft instanceof ObjectNode object) || !written.isString()) {
            return new Corrected(draft, List.of());
        }
        String text = written.stringValue();
        return ClusterUrls.corrected(text)
                .map(right -> new Corrected(
                        object.deepCopy().put("clusterUrl", right),
                        List.of(new Correction("/clusterUrl", text, right))))
                .orElseGet(() -> new Corrected(draft, List.of()));
    }
}
