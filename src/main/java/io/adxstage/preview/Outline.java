package io.adxstage.preview;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.util.List;

/**
 * As much of a stage as sample messages need to become rows.
 *
 * @param columns perhaps none yet
 */
public record Outline(Format format, Path recordPath, List<Stage.Column> columns, Stage.OnMismatch onMismatch) {

    public Outline {
        columns = List.copyOf(columns);
    }

    static Outline of(Stage stage, Format format) {
        return new Outline(format, stage.batch().path(), stage.columns(), stage.onMismatch());
    }
}
