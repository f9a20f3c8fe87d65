package io.adxstage.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the refusal as a sentence instead of a stack trace. */
final class RefusesToStartAnalyzer extends AbstractFailureAnalyzer<RefusesToStart> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RefusesToStart cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.mend(), cause);
    }
}
