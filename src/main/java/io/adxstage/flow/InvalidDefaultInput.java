package io.adxstage.flow;

/** The instance's default input cannot be used. The message names every problem by its key. */
class InvalidDefaultInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidDefaultInput(String problems) {
        super("The default input cannot be used. " + problems);
    }
}
