package io.adxstage.local;

/** A port that was asked for is taken by another program. */
final class PortBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;

    PortBusy(String what, String key, int port, Throwable cause) {
        super("Port " + port + " is busy, so " + what + " cannot listen there.", cause);
        this.key = key;
    }

    /** The setting that asked for the port. */
    String key() {
        return key;
    }
}
