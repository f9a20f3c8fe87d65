package io.adxstage.store;

import io.adxstage.stage.Checked;
import io.adxstage.stage.CheckedInput;
import io.adxstage.stage.Masks;
import io.adxstage.stage.StageReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every draft passes on its way in: its masks become the stored secrets, then it is read. */
@Component
class Gate {

    private final StageReader reader;

    Gate(StageReader reader) {
        this.reader = reader;
    }

    /** @param stored the document whose secrets the draft's masks stand for; absent: there is none */
    Passage pass(JsonNode draft, @Nullable ObjectNode stored) {
        if (!(draft instanceof ObjectNode object)) {
            return refused(reader.read(draft));
        }
        var document = Masks.unmask(object, stored);
        var checked = reader.read(document);
        return checked instanceof Checked.Valid valid ? new Passage.Open(document, valid) : refused(checked);
    }

    /** The input alone; empty where the draft has none. */
    Optional<CheckedInput> input(JsonNode draft, @Nullable ObjectNode stored) {
        var input = draft instanceof ObjectNode object
                ? Masks.unmask(object, stored).path("input")
                : draft.path("input");
        return input.isMissingNode() || input.isNull() ? Optional.empty() : Optional.of(reader.readInput(input));
    }

    private static Passage refused(Checked checked) {
        return switch (checked) {
            case Checked.Invalid invalid -> new Passage.Closed(invalid);
            case Checked.Valid valid -> throw new IllegalStateException("The reader took a draft that is no object");
        };
    }

    sealed interface Passage {

        Checked checked();

        /** @param document to be saved: as written, with the secrets in the place of their masks */
        record Open(ObjectNode document, Checked.Valid checked) implements Passage {

            @Override
            public String toString() {
                return "Open[]";
            }
        }

        record Closed(Checked.Invalid checked) implements Passage {}
    }
}
