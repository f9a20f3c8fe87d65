package io.adxstage.spool;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the refusal as a sentence instead of a stack trace. */
final class SpoolInUseAnalyzer extends AbstractFailureAnalyzer<SpoolInUse> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SpoolInUse cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Stop the other one, or give this one another folder: adx-stage.data-dir.",
                cause);
    }
}
