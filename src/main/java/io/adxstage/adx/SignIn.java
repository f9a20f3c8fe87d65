package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;

/** Tells a sign-in that failed from a cluster that did: what the SDK throws for both looks alike. */
final class SignIn {

    private SignIn() {}

    /** A token was not to be had. The cause says why. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    static TokenCredential naming(TokenCredential credential) {
        return request -> credential.getToken(request).onErrorMap(Failed::new);
    }
}
