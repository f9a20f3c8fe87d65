package io.adxstage.store;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** @param document as written, with literal secrets: mask it before it leaves the service */
public record Revision(long version, Instant savedAt, String savedBy, ObjectNode document) {

    @Override
    public String toString() {
        return "Revision[" + version + "]";
    }
}
