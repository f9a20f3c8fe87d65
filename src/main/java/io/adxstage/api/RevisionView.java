package io.adxstage.api;

import io.adxstage.stage.Masks;
import io.adxstage.store.Revision;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** @param document with its secrets masked */
record RevisionView(long version, Instant when, String who, ObjectNode document) {

    static RevisionView of(Revision revision) {
        return new RevisionView(
                revision.version(), revision.savedAt(), revision.savedBy(), Masks.mask(revision.document()));
    }
}
