package io.adxstage.api;

import io.adxstage.flow.Counters;
import io.adxstage.flow.DeliveryReport;
import io.adxstage.flow.Latency;
import io.adxstage.flow.Mismatch;
import io.adxstage.flow.StageStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a stage is; what is not known is {@code null}, never left out.
 *
 * @param awaitingArrival rows that the cluster accepted, and that are followed until they arrive
 * @param arrivalLagSeconds from acceptance to arrival: the median of the latest 20 batches since the service was started
 * @param arrivalHidden rows among those awaited of which nobody can see whether they arrive; {@code detail} says why
 * @param lostMessages messages of QoS 0 that could not be taken, since the stage was made; they are in no counter
 */
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
        @Nullable Instant certificateExpiresAt,
        Delivery delivery,
        @Nullable Long expectedLatencySeconds,
        @Nullable Latency latency,
        List<Mismatch> mismatches,
        Table table,
        long awaitingArrival,
        @Nullable Double arrivalLagSeconds,
        @Nullable Instant lastArrivedAt,
        long arrivalHidden,
        long lostMessages) {

    /**
     * Which way batches go; {@code streamed} and {@code queued} count batches since the stage was started.
     *
     * @param mode {@code queued}, {@code streaming} or {@code managed}
     * @param queuedUntil until when a managed stage does not try to stream
     */
    record Delivery(
            String mode,
            long streamed,
            long queued,
            @Nullable String fallbackReason,
            @Nullable Instant fallbackAt,
            @Nullable Instant queuedUntil,
            @Nullable Missing missing) {

        static Delivery of(DeliveryReport report) {
            DeliveryReport.Missing missing = report.missing();
            return new Delivery(
                    report.mode().name().toLowerCase(Locale.ROOT),
                    report.streamed(),
                    report.queued(),
                    report.fallbackReason(),
                    report.fallbackAt(),
                    report.queuedUntil(),
                    missing == null
                            ? null
                            : new Missing(
                                    missing.what().name().toLowerCase(Locale.ROOT),
                                    missing.reason(),
                                    missing.command()));
        }
    }

    /**
     * What the table lacks for streaming.
     *
     * @param what {@code mapping}, which {@code POST .../mapping} creates, or {@code policy}
     */
    record Missing(String what, String reason, String command) {}

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
                status.certificateExpiresAt(),
                Delivery.of(status.delivery()),
                latency == null ? null : latency.seconds(),
                latency,
                status.table().mismatches(),
                new Table(status.table().known(), status.table().detail()),
                status.arrival().awaiting(),
                status.arrival().lagSeconds(),
                status.arrival().lastArrivedAt(),
                status.arrival().hidden(),
                status.lostMessages());
    }
}
