package io.adxstage.chaos;

/** What the harness insists on besides "none lost", which it always insists on. */
final class Promises {

    /** No row twice where batches carry tags, whatever is killed. */
    static final boolean NONE_DOUBLED = Boolean.getBoolean("chaos.strict");

    /** Counters live through a kill: received never goes back, accepted is what the cluster took. */
    static final boolean COUNTERS_OUTLIVE_KILLS = Boolean.getBoolean("chaos.strict");

    /** {@code adx-stage.spool.max-size} holds. */
    static final boolean SPOOL_HAS_A_LIMIT = Boolean.getBoolean("chaos.strict");

    /** Rows of a batch that was put aside are in the status. */
    static final boolean DAMAGE_IS_COUNTED = Boolean.getBoolean("chaos.strict");

    private Promises() {}
}
