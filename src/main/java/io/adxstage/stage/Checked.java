package io.adxstage.stage;

import java.util.List;

/** A draft after the gate: a stage, or what keeps it from being one. */
public sealed interface Checked {

    /** What does not hinder but deserves a look. */
    List<Problem> warnings();

    record Valid(Stage stage, List<Problem> warnings) implements Checked {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** @param problems every error of the document, at least one, in document order */
    record Invalid(List<Problem> problems, List<Problem> warnings) implements Checked {
        public Invalid {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
