package io.adxstage.listen;

import io.adxstage.stage.CheckedInput;
import io.adxstage.stage.InstanceInput;
import io.adxstage.stage.Problem;
import io.adxstage.store.Stages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds what to listen to. Of a draft only the input counts: the rest may still be to be written. */
@Component
public class Sources {

    private final Stages stages;
    private final InstanceInput instance;

    public Sources(Stages stages, InstanceInput instance) {
        this.stages = stages;
        this.instance = instance;
    }

    /** @param stageId the stored stage whose secrets masks in the draft stand for */
    public Source of(JsonNode draft, @Nullable String stageId) {
        return switch (stages.checkInput(draft, stageId).orElse(null)) {
            case CheckedInput.Valid valid -> new Source.Found(valid.input());
            case CheckedInput.Invalid invalid ->
                new Source.Unready(invalid.problems().stream()
                        .map(problem -> new Problem("/input" + problem.pointer(), problem.code(), problem.detail()))
                        .toList());
            case null ->
                instance.find()
                        .<Source>map(Source.Found::new)
                        .orElseGet(() -> new Source.Unready(List.of(new Problem(
                                "/input",
                                "required",
                                "There is no broker to listen to: give the stage an input with broker and topics. This"
                                        + " installation has no default one."))));
        };
    }
}
