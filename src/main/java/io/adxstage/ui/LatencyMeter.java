package io.adxstage.ui;

import io.adxstage.flow.BatchView;
import io.adxstage.flow.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long rows take, as it is expected and as it was.
 *
 * @param expected seconds that batching on both sides allows for at most; absent where the cluster's share is not known
 * @param measured from the opening of a batch to its arrival, in seconds: the median of the latest batches; absent where
 *     none arrived yet
 * @param batches how many were measured
 */
record LatencyMeter(@Nullable Long expected, @Nullable Long measured, int batches) {

    private static final int LATEST = 20;

    /** What an ingestion may take by itself, in seconds, before it is told as slow. */
    private static final long GRACE = 30;

    static LatencyMeter of(@Nullable Latency latency, List<BatchView> newestFirst) {
        List<Long> took = new ArrayList<>();
        for (BatchView batch : newestFirst) {
            Instant arrived = batch.arrivedAt();
            if (arrived != null && took.size() < LATEST) {
                took.add(
                        Math.max(0, Duration.between(batch.createdAt(), arrived).toSeconds()));
            }
        }
        took.sort(null);
        return new LatencyMeter(
                latency == null ? null : latency.seconds(),
                took.isEmpty() ? null : took.get(took.size() / 2),
                took.size());
    }

    /** Slower than batching explains. */
    public boolean slow() {
        return expected != null && measured != null && measured > expected + Math.max(GRACE, expected / 2);
    }

    /** Of the longer bar's width, in per cent. */
    public long width(@Nullable Long seconds) {
        long longest = Math.max(1, Math.max(expected == null ? 0 : expected, measured == null ? 0 : measured));
        return seconds == null ? 0 : Math.max(1, 100 * seconds / longest);
    }
}
