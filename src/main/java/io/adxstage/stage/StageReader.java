package io.adxstage.stage;

import io.adxstage.stage.shape.Place;
import io.adxstage.stage.shape.Problems;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one gate: turns a draft into a stage, or into all its problems at once. */
@Component
public class StageReader {

    private final TrustedClusters trusted;
    private final SecretsSettings secrets;

    @Autowired
    public StageReader(TrustedClusters trusted, SecretsSettings secrets) {
        this.trusted = trusted;
        this.secrets = secrets;
    }

    /** A reader with the default rules for secrets. */
    public StageReader(TrustedClusters trusted) {
        this(trusted, SecretsSettings.defaults());
    }

    /** Reads a draft whose masks have been resolved; a mask that is left is a problem that asks for the value. */
    public Checked read(JsonNode draft) {
        Problems problems = new Problems();
        StageShape.STAGE.check(draft, Place.ROOT, problems);
        new StageRules(trusted, secrets, problems).checkStage(draft);
        List<Problem> errors = problems.errors(draft);
        List<Problem> warnings = problems.warnings(draft);
        return errors.isEmpty()
                ? new Checked.Valid(StageBinding.stage(StageShape.STAGE.withDefaults(draft)), warnings)
                : new Checked.Invalid(errors, warnings);
    }

    /** Reads an {@code input} alone, as the instance's default has it. Pointers start at the input. */
    public CheckedInput readInput(JsonNode input) {
        Problems problems = new Problems();
        StageShape.INPUT.check(input, Place.ROOT, problems);
        new StageRules(trusted, secrets, problems).checkInput(input, Place.ROOT);
        List<Problem> errors = problems.errors(input);
        return errors.isEmpty()
                ? new CheckedInput.Valid(InputBinding.input(StageShape.INPUT.withDefaults(input)))
                : new CheckedInput.Invalid(errors);
    }

    /**
     * The document with its defaults filled in; secrets as they stand in the given document. What has no default of its
     * own stays absent: the instance's default input, and what is made up at run time. Works on any draft.
     */
    public ObjectNode effective(ObjectNode document) {
        return StageShape.STAGE.withDefaults(document).deepCopy().asObject();
    }
}
