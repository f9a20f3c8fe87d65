package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.adxstage.spool.SealedBatch;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one cluster as one identity. Thread-safe; connects when it is first used. It has threads of its own, so
 * that a cluster which hangs holds up no other.
 */
public final class Cluster implements AutoCloseable {

    /** Batches on their way at the same time; further ones wait. */
    private static final int MOST_AT_ONCE = 16;

    /** Before compression: what one ingestion may have, by the vendor's overview of data ingestion. */
    private static final long MOST_BYTES = 6L << 30;

    private final Duration attemptTimeout;
    private final Pace pace;
    private final UploadAreas areas;
    private final Reason reason;
    private final Endpoint engine;
    private final Endpoint dataManagement;
    private final ThreadPoolExecutor threads;
    /** No more than one for a batch: also one that was abandoned has to end first. */
    private final Map<UUID, Attempt> underWay = new ConcurrentHashMap<>();

    /** @param credential not used over plain http, which must not carry a token */
    Cluster(URI clusterUrl, Optional<TokenCredential> credential, Duration attemptTimeout, HttpClient http) {
        URI ingestUrl = ingestUrl(clusterUrl);
        this.attemptTimeout = attemptTimeout;
        this.pace = new Pace(http);
        this.reason = new Reason(ingestUrl.getHost(), attemptTimeout);
        Optional<TokenCredential> identity = overTls(clusterUrl, credential);
        this.engine = new Endpoint(clusterUrl, identity, pace, new Reason(clusterUrl.getHost(), attemptTimeout));
        this.dataManagement = new Endpoint(ingestUrl, identity, pace, reason);
        Management management = new Management(dataManagement, pace, patience(attemptTimeout));
        this.areas = new UploadAreas(management::uploadArea);
        this.threads = new ThreadPoolExecutor(
                MOST_AT_ONCE,
                MOST_AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .name("adx-" + clusterUrl.getHost() + "-", 0)
                        .factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** For one answer of the data management service: a healthy one gives it within seconds. */
    private static Duration patience(Duration attemptTimeout) {
        Duration minute = Duration.ofMinutes(1);
        return attemptTimeout.compareTo(minute) < 0 ? attemptTimeout : minute;
    }

    /** No token ever travels without TLS. */
    static Optional<TokenCredential> overTls(URI clusterUrl, Optional<TokenCredential> credential) {
        return "https".equals(clusterUrl.getScheme()) ? credential : Optional.empty();
    }

    /**
     * The data management endpoint: {@code ingest-} before the host. A cluster on loopback has one endpoint for both.
     */
    static URI ingestUrl(URI clusterUrl) {
        if (!"https".equals(clusterUrl.getScheme())) {
            return clusterUrl;
        }
        return URI.create("https://ingest-" + clusterUrl.getRawAuthority());
    }

    /**
     * Queues a batch for ingestion. Blocks for at most the attempt timeout, the wait that the cluster asked for included.
     * An interruption ends it, and stays noted on the thread.
     *
     * @param tagged whether the batch carries an {@code ingest-by} tag, which makes a second sending a no-op where the first
     *     one carried it too
     */
    public Delivery send(SealedBatch batch, Destination destination, boolean tagged) {
        if (!Files.exists(batch.file())) {
            return Attempt.gone(batch);
        }
        if (batch.rawBytes() > MOST_BYTES) {
            return new Delivery.Refused("The batch has " + batch.rawBytes() + " bytes before compression; the cluster"
                    + " takes at most 6 GiB in one ingestion. Set a smaller batch.maxBytes.");
        }
        Instant deadline = Instant.now().plus(attemptTimeout);
        Attempt attempt = new Attempt(batch, destination, tagged, areas, reason);
        try {
            Delivery before = clearTheWay(batch, deadline);
            return before != null ? before : run(batch, attempt, deadline);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Delivery.TryAgain(
                    "The stage stopped before the cluster answered.", attempt.abandon() == Attempt.Step.ANNOUNCING);
        }
    }

    /** Which of a cluster's services is asked. */
    public enum Service {
        /** Behind the cluster's own URL: tables, policies, queries, streaming. */
        ENGINE,
        /** Behind the ingestion URL: queued ingestion. */
        DATA_MANAGEMENT
    }

    /** Runs a management command; blocks for no longer than patience. */
    public Answer command(Service service, String database, String command, Duration patience) {
        return (service == Service.ENGINE ? engine : dataManagement).command(database, command, patience);
    }

    /** Runs a query; blocks for no longer than patience. */
    public Answer query(String database, String query, Duration patience) {
        return engine.query(database, query, patience);
    }

    /** Waits for what must be over first. Answers something where that is all that can be done. */
    private @Nullable Delivery clearTheWay(SealedBatch batch, Instant deadline) throws InterruptedException {
        for (Duration pause = until(pace.resume()); pause.isPositive(); pause = until(pace.resume())) {
            Duration left = until(deadline);
            if (!left.isPositive()) {
                return new Delivery.TryAgain(reason.paused(pace.resume()), false);
            }
            Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
        }
        Attempt earlier = underWay.get(batch.id());
        if (earlier == null) {
            return null;
        }
        Delivery late = earlier.within(until(deadline));
        boolean over = earlier.outcome().isDone();
        if (over) {
            underWay.remove(batch.id(), earlier);
        }
        // The announcement that was given up on got through after all; or it hangs still, and another would be one too
        // many.
        return late instanceof Delivery.Accepted || !over ? late : null;
    }

    private Delivery run(SealedBatch batch, Attempt attempt, Instant deadline) throws InterruptedException {
        underWay.put(batch.id(), attempt);
        var unused = attempt.outcome().whenComplete((delivery, unexpected) -> {
            if (!(delivery instanceof Delivery.Accepted)) {
                underWay.remove(batch.id(), attempt);
            }
        });
        try {
            threads.execute(attempt);
        } catch (RejectedExecutionException closed) {
            underWay.remove(batch.id(), attempt);
            return new Delivery.TryAgain("The connection to the cluster was closed.", false);
        }
        Delivery delivery = attempt.within(until(deadline));
        if (delivery instanceof Delivery.Accepted) {
            underWay.remove(batch.id(), attempt);
        }
        return delivery;
    }

    private static Duration until(Instant then) {
        return Duration.between(Instant.now(), then);
    }

    /** Whether nothing is under way, not even what was given up on. */
    boolean isIdle() {
        return underWay.values().stream().allMatch(attempt -> attempt.outcome().isDone());
    }

    /** Does not wait: what is under way comes to its end. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
