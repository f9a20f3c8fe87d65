package io.adxstage.spool;

import java.time.Instant;
import java.util.UUID;

/**
 * A batch that had come to its end when the service went down, with its files still there.
 *
 * @param taken whether it was taken, or else discarded
 * @param isPossiblyDoubled whether it may have been taken twice
 */
public record Settled(UUID id, long rows, boolean taken, boolean isPossiblyDoubled, Instant at) {}
