package io.adxstage.store;

import io.adxstage.stage.Problem;
import io.adxstage.stage.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stage as it is kept.
 *
 * @param version from 1, one more at each save; the ETag
 * @param document as written, with literal secrets: mask it before it leaves the service
 * @param fileProblem why the newest text of a stage file was not taken; absent when all is well
 */
public record StoredStage(
        String id,
        long version,
        Source source,
        ObjectNode document,
        Stage stage,
        List<Problem> warnings,
        Instant savedAt,
        String savedBy,
        @Nullable String fileProblem) {

    public StoredStage {
        warnings = List.copyOf(warnings);
    }

    /** Who keeps the stage. */
    public enum Source {
        STORE,
        FILE
    }

    @Override
    public String toString() {
        return "StoredStage[" + id + " version " + version + "]";
    }
}
