package io.adxstage.flow;

import io.adxstage.adx.Destination;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Quarantined;
import io.adxstage.spool.SealedBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as people see it.
 *
 * @param state {@code open}, {@code sealed}, {@code inFlight}, {@code accepted} or {@code failed}
 * @param bytes compressed
 * @param rawBytes before compression
 * @param attempts how often it was sent so far
 * @param database empty where the batch is damaged and does not tell
 */
public record BatchView(
        String id,
        String state,
        long rows,
        long bytes,
        long rawBytes,
        int attempts,
        Instant createdAt,
        @Nullable Instant sealedAt,
        @Nullable Instant acceptedAt,
        String database,
        String table,
        @Nullable String error) {

    static BatchView of(SealedBatch batch, String state, @Nullable Instant acceptedAt) {
        Destination to = Destinations.read(batch.label());
        return new BatchView(
                batch.id().toString(),
                state,
                batch.rows(),
                batch.bytes(),
                batch.rawBytes(),
                batch.attempts() + (acceptedAt == null ? 0 : 1),
                batch.createdAt(),
                batch.sealedAt(),
                acceptedAt,
                to.database(),
                to.table(),
                batch.lastError());
    }

    /** @param durable rows of it that are on disk */
    static BatchView of(OpenBatch batch, long durable) {
        Destination to = Destinations.read(batch.label());
        return new BatchView(
                batch.id(),
                "open",
                durable,
                batch.bytes(),
                batch.rawBytes(),
                0,
                batch.createdAt(),
                null,
                null,
                to.database(),
                to.table(),
                batch.trouble());
    }

    static BatchView of(Quarantined batch) {
        return new BatchView(
                batch.id(),
                "failed",
                batch.rows(),
                batch.bytes(),
                0,
                0,
                batch.at(),
                null,
                null,
                "",
                "",
                "Damaged on disk: " + batch.reason()
                        + ". Rows before the damage were brought back; these could not be. The files lie in "
                        + batch.folder() + ".");
    }
}
