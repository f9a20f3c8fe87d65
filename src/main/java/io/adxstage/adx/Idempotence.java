package io.adxstage.adx;

/**
 * Which batches carry an {@code ingest-by} tag, so that the cluster ingests them once however often they are sent. What
 * that costs, and why {@code auto} decides by size: docs/decisions/0009.
 */
enum Idempotence {
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * From here on, in bytes before compression, {@code auto} tags. The service advises 100 MB to 1 GB for one ingestion:
     * a batch of that size may as well be ingested alone, as every tagged one is.
     */
    static final long LARGE = 100L << 20;

    /** @param rawBytes of the batch, before compression */
    boolean tags(long rawBytes) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> rawBytes >= LARGE;
        };
    }
}
