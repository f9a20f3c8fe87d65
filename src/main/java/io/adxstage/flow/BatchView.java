package io.adxstage.flow;

import io.adxstage.adx.Destination;
import io.adxstage.spool.End;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Quarantined;
import io.adxstage.spool.SealedBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as people see it.
 *
 * @param state {@code open}, {@code sealed}, {@code inFlight}, {@code accepted} (and followed until it arrives),
 *     {@code arrived}, {@code arrivalUnknown} (accepted, and followed no longer) or {@code failed}
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
        @Nullable Instant arrivedAt,
        String database,
        String table,
        @Nullable String error) {

    static BatchView of(SealedBatch batch, String state) {
        return of(batch, state, batch.acceptedAt(), null);
    }

    /** One that was accepted, and came to its end. */
    static BatchView ended(SealedBatch batch, End end, Instant acceptedAt, Instant at) {
        return end == End.ARRIVED
                ? of(batch, "arrived", acceptedAt, at)
                : of(batch, "arrivalUnknown", acceptedAt, null);
    }

    private static BatchView of(
            SealedBatch batch, String state, @Nullable Instant acceptedAt, @Nullable Instant arrivedAt) {
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
                arrivedAt,
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
                null,
                "",
                "",
                "Damaged on disk: " + batch.reason()
                        + ". Rows before the damage were brought back; these could not be. The files lie in "
                        + batch.folder() + ".");
    }
}
