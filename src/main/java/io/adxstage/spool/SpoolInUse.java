package io.adxstage.spool;

/** A second process wants the same spool. */
public class SpoolInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SpoolInUse(String message) {
        super(message);
    }
}
