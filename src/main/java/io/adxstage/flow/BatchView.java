package io.adxstage.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as people see it.
 *
 * @param state {@code open}, {@code sealed}, {@code inFlight}, {@code accepted} or {@code failed}
 * @param bytes compressed
 * @param rawBytes before compression
 * @param attempts how often it was sent so far
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
        @Nullable String error) {}
