package io.adxstage.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a stage is now.
 *
 * @param detail the state in plain words
 * @param pendingBytes compressed bytes on disk that are not accepted yet
 * @param oldestPendingSeconds age of the oldest row that is not accepted yet
 * @param delivery which way its batches go
 * @param arrival what is known of what was accepted
 * @param deadLettersDropped dead letters that went because there were too many or they were too old, since ever
 * @param certificateExpiresAt when the certificate that the stage signs in with at the cluster ends; absent where it has none
 * @param lostMessages messages of QoS 0 that could not be taken, since the stage was made; they are in no counter
 * @param table what is known of the table, and the values that did not fit it
 */
public record StageStatus(
        StageState state,
        String detail,
        Counters counters,
        double receivedPerSecond,
        double acceptedPerSecond,
        long pendingBytes,
        @Nullable Long oldestPendingSeconds,
        long deadLettersDropped,
        @Nullable Instant lastAcceptedAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Instant certificateExpiresAt,
        DeliveryReport delivery,
        TableReport table,
        ArrivalReport arrival,
        long lostMessages) {

    /** The same where nothing was lost. */
    public StageStatus(
            StageState state,
            String detail,
            Counters counters,
            double receivedPerSecond,
            double acceptedPerSecond,
            long pendingBytes,
            @Nullable Long oldestPendingSeconds,
            long deadLettersDropped,
            @Nullable Instant lastAcceptedAt,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            @Nullable Instant certificateExpiresAt,
            DeliveryReport delivery,
            TableReport table,
            ArrivalReport arrival) {
        this(
                state,
                detail,
                counters,
                receivedPerSecond,
                acceptedPerSecond,
                pendingBytes,
                oldestPendingSeconds,
                deadLettersDropped,
                lastAcceptedAt,
                lastError,
                lastErrorAt,
                certificateExpiresAt,
                delivery,
                table,
                arrival,
                0);
    }
}
