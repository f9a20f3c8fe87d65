package io.adxstage.stage;

import java.util.List;

/** An input after the gate. */
public sealed interface CheckedInput {

    record Valid(Input input) implements CheckedInput {}

    record Invalid(List<Problem> problems) implements CheckedInput {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
