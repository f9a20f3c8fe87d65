package io.adxstage.spool;

/** How a batch ends. */
public enum End {
    /** It was taken, and is known to have arrived. */
    ARRIVED,
    /** It was taken; whether it arrived is not known. */
    TAKEN,
    /** Somebody gave it up. */
    DISCARDED
}
