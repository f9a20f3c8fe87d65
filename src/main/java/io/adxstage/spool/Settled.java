package io.adxstage.spool;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch that had come to its end when the service went down, with its files still there.
 *
 * @param isPossiblyDoubled whether it may have been taken twice
 * @param acceptedAt when it was taken; absent where it was not, or an earlier version did not note it
 * @param at when it came to its end
 */
public record Settled(
        UUID id,
        long rows,
        End end,
        boolean isPossiblyDoubled,
        @Nullable Instant acceptedAt,
        Instant at) {}
