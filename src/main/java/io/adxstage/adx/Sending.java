package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sending of one batch, whichever way. It knows at every moment whether the cluster may have the batch. Abandoned before
 * that moment, it never gets there; abandoned then, it comes to its end, which tells more than an interruption would.
 */
abstract class Sending implements Runnable {

    enum Step {
        WAITING,
        ASKING,
        UPLOADING,
        ANNOUNCING,
        CONNECTING,
        STREAMING;

        /** Whether the cluster may have the batch from here on. */
        boolean mayHaveArrived() {
            return this == ANNOUNCING || this == STREAMING;
        }

        /** What is asked of the cluster may be asked for other attempts too, and not for long. */
        private boolean isOfOneBatch() {
            return this == UPLOADING || this == CONNECTING;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    protected final SealedBatch batch;
    private final CompletableFuture<Delivery> outcome = new CompletableFuture<>();

    private Step step = Step.WAITING;
    private boolean abandoned;
    private @Nullable Thread runner;

    Sending(SealedBatch batch) {
        this.batch = batch;
    }

    /** What comes of it, in the end. */
    CompletableFuture<Delivery> outcome() {
        return outcome;
    }

    /** Waits for what comes of it, and abandons it where that takes too long. */
    Delivery within(Duration patience) throws InterruptedException {
        try {
            return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            Step reached = abandon();
            return new Delivery.TryAgain(tooLong(reached), reached.mayHaveArrived(), Trouble.NO_ANSWER);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Answers how far it came; where the cluster may have the batch it goes on. */
    synchronized Step abandon() {
        abandoned = !step.mayHaveArrived();
        if (step.isOfOneBatch() && runner != null) {
            runner.interrupt();
        }
        return step;
    }

    @Override
    public void run() {
        synchronized (this) {
            runner = Thread.currentThread();
        }
        Delivery delivery;
        try {
            delivery = deliver();
        } catch (Abandoned | InterruptedException givenUp) {
            delivery = new Delivery.TryAgain("The attempt was given up.", false);
        } catch (RuntimeException | Error unexpected) {
            String what = unexpected.getClass().getSimpleName() + ": " + Failure.describe(unexpected);
            // Without the exception itself: its text may name a signature.
            log.error("Sending batch {} failed unexpectedly. {}", batch.id(), what);
            delivery = new Delivery.TryAgain(what, abandon().mayHaveArrived());
        } finally {
            synchronized (this) {
                runner = null;
                // An interruption was for this attempt, not for the thread's next one.
                Thread.interrupted();
            }
        }
        outcome.complete(delivery);
    }

    /** Does it; called once, by the thread that runs this. */
    abstract Delivery deliver() throws InterruptedException;

    /** @param reached when patience ended */
    abstract String tooLong(Step reached);

    synchronized Step reached() {
        return step;
    }

    synchronized void enter(Step next) {
        checkAbandoned();
        step = next;
    }

    synchronized void checkAbandoned() {
        if (abandoned) {
            throw new Abandoned();
        }
    }

    static Delivery.Refused gone(SealedBatch batch) {
        return new Delivery.Refused("The batch file " + batch.file().getFileName() + " is gone from the spool.");
    }

    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
