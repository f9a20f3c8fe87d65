package io.adxstage.stage;

/** A secret's reference is not allowed or leads nowhere. The message says which, and the mend. */
public class SecretUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretUnavailable(String message) {
        super(message);
    }
}
