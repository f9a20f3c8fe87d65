package io.adxstage.adx;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says an unusable trust bundle in a sentence, without a stack trace. */
class TrustBundleAnalyzer extends AbstractFailureAnalyzer<TrustBundle.Unusable> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TrustBundle.Unusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the file or the key, or leave adx-stage.adx.trust-bundle out.",
                cause);
    }
}
