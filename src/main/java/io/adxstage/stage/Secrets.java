package io.adxstage.stage;

import org.springframework.stereotype.Component;

/** Finds the value of a secret: a literal, an allowed environment variable, a file under the secrets folder. */
@Component
public class Secrets {

    /**
     * @throws SecretUnavailable where the reference is not allowed or leads nowhere; the message names the reference and
     *     the mend, never a value
     */
    public String value(Secret secret) {
        throw new UnsupportedOperationException(secret.toString());
    }

    public String fingerprint(Secret secret) {
        throw new UnsupportedOperationException(secret.toString());
    }
}
