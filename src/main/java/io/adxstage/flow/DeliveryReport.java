package io.adxstage.flow;

import io.adxstage.stage.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which way the batches of a stage go.
 *
 * @param streamed batches accepted by streaming, since the stage was started
 * @param queued batches accepted by the cluster's queue, since the stage was started
 * @param fallbackReason why a batch of a stage that streams was last queued instead; absent where none was
 * @param queuedUntil until when nothing is streamed, so that streaming is not asked in vain; absent where it is
 * @param missing what the table lacks for streaming, as far as the last request told
 */
public record DeliveryReport(
        Stage.Ingestion mode,
        long streamed,
        long queued,
        @Nullable String fallbackReason,
        @Nullable Instant fallbackAt,
        @Nullable Instant queuedUntil,
        @Nullable Missing missing) {

    /** What there is to say of a stage that does not run. */
    public static DeliveryReport idle(Stage.Ingestion mode) {
        return new DeliveryReport(mode, 0, 0, null, null, null, null);
    }

    /** The thing itself. */
    public enum Thing {
        /** Can be created from here, where the identity may. */
        MAPPING,
        /** For a person who may change the table. */
        POLICY
    }

    /** @param command to run on the cluster, in the batch's database */
    public record Missing(Thing what, String reason, String command) {}
}
