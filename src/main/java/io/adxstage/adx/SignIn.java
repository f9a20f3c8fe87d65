package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import java.time.Duration;

/** Tells a sign-in that failed from a cluster that did: what the SDK throws for both looks alike. */
final class SignIn {

    private SignIn() {}

    /**
     * In seconds: azure-identity tries four times, a minute each, and a wait for a cluster would end before and blame the
     * cluster.
     */
    private static final int PATIENCE = 30;

    /** A token was not to be had. The cause says why. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String place;

        /** @param place where it was asked for, for people */
        Failed(String place, Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.place = place;
        }

        String place() {
            return place;
        }
    }

    /** @param place where tokens are asked for, for people: a host, or what stands in for one */
    static TokenCredential naming(String place, TokenCredential credential) {
        return request -> credential
                .getToken(request)
                .timeout(Duration.ofSeconds(PATIENCE))
                .onErrorMap(cause -> new Failed(place, cause));
    }
}
