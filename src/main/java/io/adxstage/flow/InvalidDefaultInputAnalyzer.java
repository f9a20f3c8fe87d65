package io.adxstage.flow;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a wrong default input in sentences, without a stack trace. */
class InvalidDefaultInputAnalyzer extends AbstractFailureAnalyzer<InvalidDefaultInput> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidDefaultInput cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), "Correct the keys, or leave adx-stage.input out.", cause);
    }
}
