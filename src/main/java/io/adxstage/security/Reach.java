package io.adxstage.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** From where the service may be reached. */
enum Reach {
    /** From wherever {@code server.address} lets it: who comes in must sign in. */
    CONFIGURED(""),
    /** From this machine only: nobody is asked who they are. */
    NO_PASSWORD("no sign-in is configured (adx-stage.security.password is not set)"),
    /** From this machine only: what local mode embeds is made for a developer's own machine. */
    LOCAL_MODE("the profile \"local\" is active, and local mode is for one's own machine");

    private final String reason;

    Reach(String reason) {
        this.reason = reason;
    }

    /** Why the service stays on loopback, as the end of a sentence. */
    String reason() {
        return reason;
    }

    static Reach of(Environment environment) {
        if (environment.matchesProfiles("local")) {
            return LOCAL_MODE;
        }
        return hasText(environment.getProperty("adx-stage.security.password")) ? CONFIGURED : NO_PASSWORD;
    }

    private static boolean hasText(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
