package io.adxstage.flow;

/** How a stage is. */
public enum StageState {
    STOPPED,
    STARTING,
    /** The broker confirmed the subscriptions. */
    RUNNING,
    /** Running, but the broker or the cluster fails now. */
    DEGRADED,
    /** Not acknowledging: the disk is full. */
    PAUSED,
    /** Needs a person. */
    FAILED
}
