package io.adxstage.flow;

/** An attempt to send a batch failed. Has no stack trace: retries keep every one of them. */
final class NotTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTaken(String reason) {
        super(reason, null, false, false);
    }
}
