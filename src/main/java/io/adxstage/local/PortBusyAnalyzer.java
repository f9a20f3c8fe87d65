package io.adxstage.local;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences why the start failed, in place of a stack trace. */
final class PortBusyAnalyzer extends AbstractFailureAnalyzer<PortBusy> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortBusy cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Stop the other program, give " + cause.key()
                        + " another port, or leave it out: then a free one is taken.",
                cause);
    }
}
