package io.adxstage.message;

/** A payload is not what its format says. Stays inside the decoders. */
final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }
}
