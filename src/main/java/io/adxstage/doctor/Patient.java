package io.adxstage.doctor;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Corrections.Correction;
import io.adxstage.stage.Problem;
import io.adxstage.stage.Stage;
import java.util.List;

/**
 * What is examined.
 *
 * @param corrections what was put right in the document first
 * @param warnings what the document's own check found doubtful
 * @param samples messages as the stage gets them, to hold their values against the types of the columns; may be empty
 */
public record Patient(
        Stage stage, List<Correction> corrections, List<Problem> warnings, List<ApplicationMessage> samples) {

    public Patient {
        corrections = List.copyOf(corrections);
        warnings = List.copyOf(warnings);
        samples = List.copyOf(samples);
    }
}
