package io.adxstage.flow;

import io.adxstage.adx.Cluster;
import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of a stage's batches to the cluster: through the queue, by streaming, or managed, which streams and takes the
 * queue where streaming does not work. A batch that is too large for one request is queued in any case. Sends
 * one batch at a time.
 *
 * <p>When to take the queue follows the vendor's managed streaming client; how long, its own tools (docs/decisions/0013).
 */
final class Route {

    /** A batch is sealed here, in bytes before compression: the rest of what one request may have is for its last message. */
    private static final long FULL = 3_000_000;

    /** How long streaming is left alone after it did not work. */
    private static final Duration BREAK = Duration.ofMinutes(1);

    /** Before the second try, where the first surely did not arrive. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Stage.Ingestion mode;
    private final Duration pause;
    private final DeliveryNotes notes;

    Route(Stage.Ingestion mode) {
        this(mode, PAUSE, BREAK);
    }

    Route(Stage.Ingestion mode, Duration pause, Duration rest) {
        this.mode = mode;
        this.pause = pause;
        this.notes = new DeliveryNotes(mode, rest);
    }

    /** The two ways of one batch. */
    interface Ways {
        Delivery queue(boolean tagged);

        Delivery stream(boolean waits);
    }

    /** The limits of the stage's batches: where it streams, one batch is one request. */
    static Stage.Batch limits(Stage stage) {
        Stage.Batch own = stage.batch();
        return stage.ingestion() == Stage.Ingestion.QUEUED
                ? own
                : new Stage.Batch(own.time(), own.path(), own.maxRows(), Math.min(own.maxBytes(), FULL));
    }

    /**
     * Makes one attempt, which may go both ways.
     *
     * @param tagged whether the batch is tagged where it is queued
     */
    Delivery send(Cluster cluster, SealedBatch batch, Destination destination, boolean tagged) {
        return send(
                new Ways() {
                    @Override
                    public Delivery queue(boolean withTag) {
                        return cluster.send(batch, destination, withTag);
                    }

                    @Override
                    public Delivery stream(boolean waits) {
                        return cluster.stream(batch, destination, waits);
                    }
                },
                batch,
                destination,
                tagged);
    }

    Delivery send(Ways ways, SealedBatch batch, Destination destination, boolean tagged) {
        return switch (mode) {
            case QUEUED -> queue(ways, batch, tagged);
            case STREAMING, MANAGED -> {
                String cannot = cannotStream(batch);
                if (cannot != null) {
                    notes.fellBack(cannot);
                    yield queue(ways, batch, tagged);
                }
                Delivery delivery = stream(ways, batch, destination);
                String instead = queuedInstead(delivery);
                if (instead == null) {
                    yield delivery;
                }
                batch.attempted(instead, delivery instanceof Delivery.TryAgain again && again.mayHaveArrived());
                notes.fellBack(instead);
                yield queue(ways, batch, tagged);
            }
        };
    }

    /** What is known without asking. */
    private @Nullable String cannotStream(SealedBatch batch) {
        if (batch.mayHaveArrived() && batch.isTagged()) {
            return "The batch may be in the table already: queued again under its tag it cannot be there twice.";
        }
        if (batch.rawBytes() > Cluster.MOST_STREAMED) {
            return "A batch of " + batch.rawBytes() + " bytes before compression is too large for streaming, which"
                    + " takes " + Cluster.MOST_STREAMED + " in one request.";
        }
        return notes.restReason();
    }

    private Delivery stream(Ways ways, SealedBatch batch, Destination destination) {
        boolean waits = mode == Stage.Ingestion.STREAMING;
        batch.sending(false);
        Delivery delivery = ways.stream(waits);
        if (!waits && delivery instanceof Delivery.TryAgain first && isPassing(first) && paused()) {
            batch.attempted(first.reason(), false);
            batch.sending(false);
            delivery = ways.stream(false);
        }
        learn(delivery, destination);
        return delivery;
    }

    /** Whether a second try may help, and can double nothing. */
    private static boolean isPassing(Delivery.TryAgain again) {
        return !again.mayHaveArrived()
                && switch (again.trouble()) {
                    case UNAVAILABLE, NOT_REACHABLE, OTHER -> true;
                    default -> false;
                };
    }

    private boolean paused() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void learn(Delivery delivery, Destination destination) {
        switch (delivery) {
            case Delivery.Accepted accepted -> notes.accepted(accepted);
            case Delivery.TryAgain again -> notes.lacks(destination, again);
            case Delivery.Refused refused -> notes.lacksNothing();
        }
    }

    /** Why the queue is to have the batch; absent where the answer stands. */
    private @Nullable String queuedInstead(Delivery delivery) {
        if (Thread.currentThread().isInterrupted()) {
            return null;
        }
        boolean managed = mode == Stage.Ingestion.MANAGED;
        return switch (delivery) {
            case Delivery.Accepted accepted -> null;
            // What streaming makes of this batch need not be what the queue does.
            case Delivery.Refused refused -> managed ? refused.reason() : null;
            case Delivery.TryAgain again ->
                switch (again.trouble()) {
                    case TOO_LARGE -> again.reason();
                    // The queue asks for the same right, and would only find out later what is not there.
                    case SIGN_IN, UNAUTHORIZED, FORBIDDEN, NO_DATABASE, NO_ENTITY -> null;
                    default -> {
                        if (managed) {
                            notes.rest(again.reason());
                        }
                        yield managed ? again.reason() : null;
                    }
                };
        };
    }

    private Delivery queue(Ways ways, SealedBatch batch, boolean tagged) {
        batch.sending(tagged);
        Delivery delivery = ways.queue(tagged);
        if (delivery instanceof Delivery.Accepted accepted) {
            notes.accepted(accepted);
        }
        return delivery;
    }

    /** What became of it. */
    DeliveryNotes notes() {
        return notes;
    }
}
