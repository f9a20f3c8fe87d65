package io.adxstage.api;

import io.adxstage.flow.Counters;
import io.adxstage.flow.StageStatus;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a stage is; what is not known is {@code null}, never left out. */
record StatusView(
        String state,
        String detail,
        Counters counters,
        Rates rates,
        long pendingBytes,
        @Nullable Long oldestPendingSeconds,
        long deadLettersDropped,
        @Nullable Instant lastAcceptedAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Instant certificateExpiresAt) {

    /** Rows per second, lately. */
    record Rates(double receivedPerSecond, double acceptedPerSecond) {}

    static StatusView of(StageStatus status) {
        return new StatusView(
                status.state().name().toLowerCase(Locale.ROOT),
                status.detail(),
                status.counters(),
                new Rates(status.receivedPerSecond(), status.acceptedPerSecond()),
                status.pendingBytes(),
                status.oldestPendingSeconds(),
                status.deadLettersDropped(),
                status.lastAcceptedAt(),
                status.lastError(),
                status.lastErrorAt(),
                status.certificateExpiresAt());
    }
}
