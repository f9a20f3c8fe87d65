package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch that the cluster's queue took, and that is followed until it arrives.
 *
 * @param isTagged whether its rows can be found in the table by its id
 */
public record Followed(
        UUID id,
        Destination destination,
        boolean isTagged,
        @Nullable String receipt,
        Instant acceptedAt) {

    /** @param batch that is accepted */
    public static Followed of(SealedBatch batch, Destination destination) {
        return new Followed(
                batch.id(),
                destination,
                batch.isTagged(),
                batch.receipt(),
                Objects.requireNonNullElse(batch.acceptedAt(), Instant.EPOCH));
    }

    @Nullable
    Receipt read() {
        return Receipt.read(receipt);
    }

    Duration age() {
        return Duration.between(acceptedAt, Instant.now());
    }
}
