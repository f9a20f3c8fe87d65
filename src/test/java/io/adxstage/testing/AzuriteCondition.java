package io.adxstage.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresAzurite}. */
class AzuriteCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(Azurite.isInstalled(), !Programs.inCi());
    }

    static ConditionEvaluationResult evaluate(boolean installed, boolean mayBeSkipped) {
        if (installed) {
            return ConditionEvaluationResult.enabled("Azurite is there");
        }
        var reason =
                "Azurite is not installed. Install npm and Node from 18 up, and run mvn process-test-classes, which"
                        + " installs it.";
        if (mayBeSkipped) {
            return ConditionEvaluationResult.disabled(reason);
        }
        throw new IllegalStateException(reason + " In CI no test is skipped.");
    }
}
