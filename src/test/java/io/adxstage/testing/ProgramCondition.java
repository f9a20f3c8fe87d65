package io.adxstage.testing;

import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresProgram}. */
class ProgramCondition implements ExecutionCondition {

    private final boolean mayBeSkipped;

    ProgramCondition() {
        this(!Programs.inCi());
    }

    ProgramCondition(boolean mayBeSkipped) {
        this.mayBeSkipped = mayBeSkipped;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class)
                .map(this::evaluate)
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    ConditionEvaluationResult evaluate(RequiresProgram required) {
        if (Programs.find(required.value()).isPresent()) {
            return ConditionEvaluationResult.enabled("the program is there");
        }
        var program = required.value()[0];
        var debianPackage = required.debianPackage().isEmpty() ? program : required.debianPackage();
        var reason = "The program %s is not installed. Install the Debian package %s to run this test (looked for: %s)."
                .formatted(program, debianPackage, Arrays.toString(required.value()));
        if (mayBeSkipped) {
            return ConditionEvaluationResult.disabled(reason);
        }
        throw new IllegalStateException(reason + " In CI no test is skipped.");
    }
}
