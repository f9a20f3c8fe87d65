package io.adxstage.flow;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.SecretUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.core.GenericHandler;
import org.springframework.messaging.MessageHeaders;

/** Makes one attempt to send a batch: to the target that it was collected for, as the identity of today. */
final class Deliver implements GenericHandler<SealedBatch> {

    private final Clusters clusters;
    private final Authentication authentication;
    private final Route route;
    private final Books books;
    private final Health health;

    /** Held while an attempt is under way, so that a stop can wait for its end. */
    private final ReentrantLock attempt = new ReentrantLock();

    Deliver(Clusters clusters, Authentication authentication, Route route, Books books, Health health) {
        this.clusters = clusters;
        this.authentication = authentication;
        this.route = route;
        this.books = books;
        this.health = health;
    }

    /** @throws NotTaken where another attempt may help */
    @Override
    public @Nullable Object handle(SealedBatch batch, MessageHeaders headers) {
        try {
            attempt.lockInterruptibly();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotTaken("The stage stops.");
        }
        books.sending(batch);
        try {
            switch (send(batch)) {
                case Delivery.Accepted accepted -> {
                    books.accepted(batch, accepted);
                    health.delivered();
                    if (accepted.arrived()) {
                        health.arrived();
                    }
                }
                case Delivery.Refused refused -> {
                    batch.failed(refused.reason());
                    health.notDelivered(refused.reason());
                }
                case Delivery.TryAgain again -> {
                    batch.attempted(again.reason(), again.mayHaveArrived());
                    health.notDelivered(again.reason());
                    throw new NotTaken(again.reason());
                }
            }
        } finally {
            books.notSent(batch);
            attempt.unlock();
        }
        return null;
    }

    /** Waits for the attempt under way and lets no other begin. Answers whether it ended in time. */
    boolean quiesce(Duration patience) {
        try {
            return attempt.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An outcome that is unknown binds the later attempts: a tag helps only if the first one carried it. */
    private Delivery send(SealedBatch batch) {
        boolean tagged = batch.mayHaveArrived() ? batch.isTagged() : clusters.tags(batch);
        Destination destination = Destinations.read(batch.label());
        try (Clusters.Lease lease = clusters.lease(destination.clusterUrl(), authentication)) {
            return route.send(lease.cluster(), batch, destination, tagged);
        } catch (SecretUnavailable missing) {
            return new Delivery.TryAgain(String.valueOf(missing.getMessage()), false);
        }
    }
}
