package io.adxstage.store;

import io.adxstage.stage.Problem;
import java.util.List;

/** What came of a save. */
public sealed interface SaveResult {

    record Saved(StoredStage stage) implements SaveResult {}

    record Rejected(List<Problem> problems) implements SaveResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody else was faster. */
    record Stale(StoredStage current) implements SaveResult {}

    record NoSuchStage() implements SaveResult {}

    /** The stage is kept by a file. */
    record ReadOnly() implements SaveResult {}
}
