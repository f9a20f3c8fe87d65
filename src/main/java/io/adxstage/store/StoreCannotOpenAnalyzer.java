package io.adxstage.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the service does not start in two sentences in place of a stack trace. */
class StoreCannotOpenAnalyzer extends AbstractFailureAnalyzer<StoreCannotOpen> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StoreCannotOpen cause) {
        return new FailureAnalysis(cause.getMessage(), cause.mend(), cause);
    }
}
