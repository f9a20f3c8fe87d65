package io.adxstage.preview;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Problem;
import java.util.List;

/** Sample messages, or what is wrong with them. */
public sealed interface Samples {

    /** The most that a preview takes. */
    int MOST = 100;

    record Read(List<ApplicationMessage> messages) implements Samples {
        public Read {
            messages = List.copyOf(messages);
        }
    }

    /** @param problems at least one, by JSON Pointer */
    record Unreadable(List<Problem> problems) implements Samples {
        public Unreadable {
            problems = List.copyOf(problems);
        }
    }
}
