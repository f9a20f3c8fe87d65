package io.adxstage.adx;

import io.adxstage.stage.Stage;
import java.time.Duration;

/** Looks at tables. */
@FunctionalInterface
public interface Tables {

    /** The table of a stage as it is now; blocks for no longer than patience, and never fails. */
    TableKnowledge look(Stage stage, Duration patience);
}
