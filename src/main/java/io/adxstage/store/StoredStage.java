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
 * @param stage what to run; where there are {@code problems}, a stand-in that is not enabled and can sign in nowhere
 * @param fileProblem why the newest text of a stage file was not taken; absent when all is well
 * @param problems why a stored document cannot be run today, though it could when it was saved: its secret's key is
 *     lost, a rule became stricter, a host is no longer trusted. Mended by saving it anew. Nearly always empty
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
        @Nullable String fileProblem,
        List<Problem> problems) {

    public StoredStage {
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /** A stage that can be run. */
    public StoredStage(
            String id,
            long version,
            Source source,
            ObjectNode document,
            Stage stage,
            List<Problem> warnings,
            Instant savedAt,
            String savedBy,
            @Nullable String fileProblem) {
        this(id, version, source, document, stage, warnings, savedAt, savedBy, fileProblem, List.of());
    }

    /** As the document says, also where the stage cannot be run. */
    public boolean enabled() {
        var written = document.path("enabled");
        return !written.isBoolean() || written.booleanValue();
    }

    StoredStage withFileProblem(@Nullable String problem) {
        return new StoredStage(id, version, source, document, stage, warnings, savedAt, savedBy, problem, problems);
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
