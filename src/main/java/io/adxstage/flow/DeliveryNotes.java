package io.adxstage.flow;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.adx.StreamSetup;
import io.adxstage.adx.Trouble;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which way the batches of a run went, and what stood in the way of the others. Thread-safe. */
final class DeliveryNotes {

    private final Stage.Ingestion mode;
    private final Duration rest;
    private long streamed;
    private long queued;
    private @Nullable String fallbackReason;
    private @Nullable Instant fallbackAt;
    private @Nullable Rest resting;
    private @Nullable Lack lack;

    /** Nothing is streamed for a while. */
    private record Rest(Instant end, String reason) {}

    /** What the table lacked when it was last asked. */
    private record Lack(Destination destination, Trouble trouble, String reason, String command) {

        DeliveryReport.Missing missing() {
            return new DeliveryReport.Missing(
                    trouble == Trouble.NO_MAPPING ? DeliveryReport.Thing.MAPPING : DeliveryReport.Thing.POLICY,
                    reason,
                    command);
        }
    }

    /** @param rest how long streaming is left alone after it did not work */
    DeliveryNotes(Stage.Ingestion mode, Duration rest) {
        this.mode = mode;
        this.rest = rest;
    }

    /** By the way that it turned out to have gone: an earlier attempt may have got through after all. */
    synchronized void accepted(Delivery.Accepted accepted) {
        if (accepted.arrived()) {
            streamed++;
            lack = null;
        } else {
            queued++;
        }
    }

    /** A batch is queued that was to be streamed. */
    synchronized void fellBack(String reason) {
        fallbackReason = reason;
        fallbackAt = Instant.now();
    }

    /** Streaming is left alone from now on. */
    synchronized void rest(String reason) {
        resting = new Rest(Instant.now().plus(rest), reason);
        fellBack(reason);
    }

    /** Why streaming is left alone; absent where it is not. */
    synchronized @Nullable String restReason() {
        Rest now = resting();
        return now == null ? null : now.reason();
    }

    private @Nullable Rest resting() {
        Rest now = resting;
        return now == null || !Instant.now().isBefore(now.end()) ? null : now;
    }

    /** Notes what a table lacks, where that is why it did not take a batch. */
    synchronized void lacks(Destination destination, Delivery.TryAgain again) {
        lack = StreamSetup.command(again.trouble(), destination)
                .map(command -> new Lack(destination, again.trouble(), again.reason(), command))
                .orElse(null);
    }

    synchronized void lacksNothing() {
        lack = null;
    }

    /** The target that lacked a mapping when it was last asked. */
    synchronized Optional<Destination> lacksMapping() {
        return Optional.ofNullable(lack)
                .filter(one -> one.trouble() == Trouble.NO_MAPPING)
                .map(Lack::destination);
    }

    /** What was missing may be there now: the next batch tries. */
    synchronized void tryAgain() {
        resting = null;
        lack = null;
    }

    synchronized DeliveryReport report() {
        Rest now = resting();
        return new DeliveryReport(
                mode,
                streamed,
                queued,
                now == null ? fallbackReason : now.reason(),
                fallbackAt,
                now == null ? null : now.end(),
                Optional.ofNullable(lack).map(Lack::missing).orElse(null));
    }
}
