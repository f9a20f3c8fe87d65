package io.adxstage.api;

import io.adxstage.flow.Counters;
import io.adxstage.flow.Latency;
import io.adxstage.flow.Mismatch;
import io.adxstage.flow.StageStatus;
import java.time.Instant;
import java.util.List;
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
        @Nullable Long expectedLatencySeconds,
        @Nullable Latency latency,
        List<Mismatch> mismatches,
        Table table) {

    /** Rows per second, lately. */
    record Rates(double receivedPerSecond, double acceptedPerSecond) {}

    /** Whether values are checked against the table's columns; detail says why not, and what would help. */
    record Table(boolean known, String detail) {}

    static StatusView of(StageStatus status) {
        Latency latency = status.table().latency();
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
                latency == null ? null : latency.seconds(),
                latency,
                status.table().mismatches(),
                new Table(status.table().known(), status.table().detail()));
    }
}
