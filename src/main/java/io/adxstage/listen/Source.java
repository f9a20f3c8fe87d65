package io.adxstage.listen;

import io.adxstage.stage.Input;
import io.adxstage.stage.Problem;
import java.util.List;

/** Where a draft would take its messages from. */
public sealed interface Source {

    record Found(Input input) implements Source {}

    /** @param problems of the input, at least one, by JSON Pointer into the draft */
    record Unready(List<Problem> problems) implements Source {
        public Unready {
            problems = List.copyOf(problems);
        }
    }
}
