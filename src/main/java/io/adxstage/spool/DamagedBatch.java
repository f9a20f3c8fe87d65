package io.adxstage.spool;

/** A batch file is not what its journal says. */
class DamagedBatch extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedBatch(String message) {
        super(message);
    }
}
