package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sending of one batch: ask where to, upload, announce. It knows at every moment whether the announcement may be out,
 * which is when the cluster may have the batch. Abandoned before, it never announces; abandoned then, it comes to its end,
 * which tells more than an interruption would.
 */
final class Attempt implements Runnable {

    enum Step {
        WAITING,
        ASKING,
        UPLOADING,
        ANNOUNCING
    }

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final SealedBatch batch;
    private final Destination destination;
    private final boolean tagged;
    private final UploadAreas areas;
    private final Reason reason;
    private final CompletableFuture<Delivery> outcome = new CompletableFuture<>();

    private Step step = Step.WAITING;
    private boolean abandoned;
    private @Nullable Thread runner;

    Attempt(SealedBatch batch, Destination destination, boolean tagged, UploadAreas areas, Reason reason) {
        this.batch = batch;
        this.destination = destination;
        this.tagged = tagged;
        this.areas = areas;
        this.reason = reason;
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
            return new Delivery.TryAgain(reason.tooLong(reached), reached == Step.ANNOUNCING);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Answers how far it came; where it is announcing it goes on. */
    synchronized Step abandon() {
        abandoned = step != Step.ANNOUNCING;
        // What it asks the cluster it may ask for other attempts too, and not for long.
        if (step == Step.UPLOADING && runner != null) {
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
            delivery = new Delivery.TryAgain(what, abandon() == Step.ANNOUNCING);
        } finally {
            synchronized (this) {
                runner = null;
                // An interruption was for this attempt, not for the thread's next one.
                Thread.interrupted();
            }
        }
        outcome.complete(delivery);
    }

    private Delivery deliver() throws InterruptedException {
        enter(Step.ASKING);
        UploadArea area;
        try {
            area = areas.current();
        } catch (ExecutionException failed) {
            return new Delivery.TryAgain(
                    reason.noUploadArea(Objects.requireNonNullElse(failed.getCause(), failed), destination), false);
        }
        enter(Step.UPLOADING);
        boolean settled = false;
        try {
            Delivery delivery = upload(area);
            settled = !(delivery instanceof Delivery.TryAgain);
            return delivery;
        } finally {
            if (!settled) {
                areas.doubt(area);
            }
        }
    }

    private Delivery upload(UploadArea area) {
        String blob = "adx-stage__" + batch.id() + "__" + UUID.randomUUID() + ".json.gz";
        String why = "";
        for (UploadArea.Container container : UploadArea.some(area.containers())) {
            String url;
            try {
                url = container.upload(batch.file(), blob);
            } catch (RuntimeException failed) {
                checkAbandoned();
                if (!Files.exists(batch.file())) {
                    return gone(batch);
                }
                why = reason.notUploaded(failed, container.host());
                continue;
            }
            return announce(area, url);
        }
        return new Delivery.TryAgain(why, false);
    }

    private Delivery announce(UploadArea area, String blobUrl) {
        byte[] message = Base64.getEncoder()
                .encode(IngestionMessage.of(blobUrl, batch, destination, tagged, area.identityToken()));
        if (message.length > IngestionMessage.MOST) {
            return new Delivery.Refused(
                    "The names of the " + destination.columns().size() + " columns do not fit into one message of "
                            + "the cluster's queue (64 KiB): give the stage fewer columns, or shorter names.");
        }
        enter(Step.ANNOUNCING);
        String why = "";
        for (UploadArea.Queue queue : UploadArea.some(area.queues())) {
            try {
                queue.announce(message);
                return new Delivery.Accepted();
            } catch (RuntimeException failed) {
                why = reason.notUploaded(failed, queue.host());
                if (Failure.mayHaveArrived(failed)) {
                    return new Delivery.TryAgain(why, true);
                }
            }
        }
        return new Delivery.TryAgain(why, false);
    }

    static Delivery.Refused gone(SealedBatch batch) {
        return new Delivery.Refused("The batch file " + batch.file().getFileName() + " is gone from the spool.");
    }

    private synchronized void enter(Step next) {
        checkAbandoned();
        step = next;
    }

    private synchronized void checkAbandoned() {
        if (abandoned) {
            throw new Abandoned();
        }
    }

    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
