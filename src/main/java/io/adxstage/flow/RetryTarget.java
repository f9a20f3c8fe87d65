package io.adxstage.flow;

/** Where a failed batch that is sent again goes. */
public enum RetryTarget {
    /** Where it was collected for. */
    ORIGINAL,
    /** Where the stage sends now. */
    CURRENT
}
