package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one cluster as one identity. Thread-safe; connects when it is first used. It has threads of its own, so
 * that a cluster which hangs holds up no other.
 */
public final class Cluster implements AutoCloseable {

    /** Batches on their way at the same time; further ones wait. */
    private static final int MOST_AT_ONCE = 16;

    /**
     * Streaming requests at the same time. The service takes 6 for each core of the cluster, from all its clients; the
     * smallest one has two cores.
     */
    private static final int MOST_STREAMS = 6;

    /** Bytes before compression that one streaming request may have: the vendor's 4 MB, in its smaller reading. */
    public static final long MOST_STREAMED = 4_000_000;

    /** Before compression: what one ingestion may have, by the vendor's overview of data ingestion. */
    private static final long MOST_BYTES = 6L << 30;

    private final Duration attemptTimeout;
    private final Authentication identity;
    private final Pace pace;
    private final UploadAreas areas;
    private final Reports reports;
    private final Reason reason;
    private final Endpoint engine;
    private final Endpoint dataManagement;
    private final ThreadPoolExecutor threads;
    /** Apart from the others: what the engine's streaming asks for does not hold up the queue. */
    private final Pace streamPace;

    private final StreamEndpoint streaming;
    private final StreamReason streamReason;
    private final ThreadPoolExecutor streams;
    /** No more than one for a batch: also one that was abandoned has to end first. */
    private final Map<UUID, Sending> underWay = new ConcurrentHashMap<>();

    /**
     * @param identity whose the credential is, for what is said of its rights
     * @param credential not used over plain http, which must not carry a token
     * @param reports to ask for, of this cluster
     */
    Cluster(
            URI clusterUrl,
            Authentication identity,
            Optional<TokenCredential> credential,
            Duration attemptTimeout,
            HttpClient http,
            Reports reports) {
        URI ingestUrl = ingestUrl(clusterUrl);
        this.attemptTimeout = attemptTimeout;
        this.reports = reports;
        this.pace = new Pace(http);
        this.identity = identity;
        this.reason = new Reason(ingestUrl.getHost(), attemptTimeout, identity);
        Optional<TokenCredential> token = overTls(clusterUrl, credential);
        this.engine = new Endpoint(clusterUrl, token, pace, new Reason(clusterUrl.getHost(), attemptTimeout, identity));
        this.dataManagement = new Endpoint(ingestUrl, token, pace, reason);
        Management management = new Management(dataManagement, pace, http, patience(attemptTimeout));
        this.areas = new UploadAreas(management::uploadArea);
        this.threads = threads("adx-" + clusterUrl.getHost() + "-", MOST_AT_ONCE);
        this.streamPace = new Pace(http);
        this.streaming = new StreamEndpoint(clusterUrl, token, streamPace);
        Duration patience = patience(attemptTimeout);
        this.streamReason = new StreamReason(new Reason(clusterUrl.getHost(), patience, identity), patience);
        this.streams = threads("adx-stream-" + clusterUrl.getHost() + "-", MOST_STREAMS);
    }

    private static ThreadPoolExecutor threads(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** For one answer of one of the services: a healthy one gives it within seconds. */
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
            return Sending.gone(batch);
        }
        if (batch.rawBytes() > MOST_BYTES) {
            return new Delivery.Refused("The batch has " + batch.rawBytes() + " bytes before compression; the cluster"
                    + " takes at most 6 GiB in one ingestion. Set a smaller batch.maxBytes.");
        }
        Instant deadline = Instant.now().plus(attemptTimeout);
        Attempt attempt = new Attempt(batch, destination, tagged, areas, reports, reason);
        try {
            if (!sleepUntil(pace::resume, deadline)) {
                return new Delivery.TryAgain(reason.paused(pace.resume()), false, Trouble.THROTTLED);
            }
            Delivery before = clearTheWay(batch, deadline);
            return before != null ? before : run(batch, attempt, threads, until(deadline));
        } catch (InterruptedException stop) {
            return stopped(attempt);
        }
    }

    /**
     * Streams a batch into its table: once accepted it has arrived. Blocks for at most the attempt timeout, of which the
     * request itself has a minute. An interruption ends it, and stays noted on the thread. Where the batch is too large for
     * one request, or the table lacks what streaming needs, the answer's trouble says so.
     *
     * @param waits whether to wait while the cluster asks for a pause; otherwise that is the answer
     */
    public Delivery stream(SealedBatch batch, Destination destination, boolean waits) {
        if (!Files.exists(batch.file())) {
            return Sending.gone(batch);
        }
        if (batch.rawBytes() > MOST_STREAMED) {
            return new Delivery.TryAgain(streamReason.tooLarge(batch), false, Trouble.TOO_LARGE);
        }
        Instant deadline = Instant.now().plus(attemptTimeout);
        Duration patience = streamReason.patience();
        Sending attempt = new StreamAttempt(batch, destination, streaming, streamReason, patience);
        try {
            if (!sleepUntil(streamPace::resume, waits ? deadline : Instant.now())) {
                return new Delivery.TryAgain(streamReason.paused(streamPace.resume()), false, Trouble.THROTTLED);
            }
            Delivery before = clearTheWay(batch, deadline);
            Duration left = until(deadline);
            return before != null
                    ? before
                    : run(batch, attempt, streams, left.compareTo(patience) < 0 ? left : patience);
        } catch (InterruptedException stop) {
            return stopped(attempt);
        }
    }

    private static Delivery stopped(Sending attempt) {
        Thread.currentThread().interrupt();
        return new Delivery.TryAgain(
                "The stage stopped before the cluster answered.",
                attempt.abandon().mayHaveArrived());
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

    /**
     * Finds out what came of batches that the queue took, with as few questions as possible. Blocks for as long as the cluster
     * needs for them, a minute or so where it does not answer: never to be called where sending waits for it.
     */
    public Map<UUID, Finding> lookFor(List<Followed> batches) throws InterruptedException {
        return new Inquiry(areas, engine, identity).about(batches);
    }

    /** Answers whether the pause was over before the deadline; it may be lengthened while it lasts. */
    private static boolean sleepUntil(Supplier<Instant> resume, Instant deadline) throws InterruptedException {
        for (Duration pause = until(resume.get()); pause.isPositive(); pause = until(resume.get())) {
            Duration left = until(deadline);
            if (!left.isPositive()) {
                return false;
            }
            Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
        }
        return true;
    }

    /** Waits for an earlier attempt to be over. Answers something where that is all that can be done. */
    private @Nullable Delivery clearTheWay(SealedBatch batch, Instant deadline) throws InterruptedException {
        Sending earlier = underWay.get(batch.id());
        if (earlier == null) {
            return null;
        }
        Delivery late = earlier.within(until(deadline));
        boolean over = earlier.outcome().isDone();
        if (over) {
            underWay.remove(batch.id(), earlier);
        }
        // What was given up on got through after all; or it hangs still, and another would be one too many.
        return late instanceof Delivery.Accepted || !over ? late : null;
    }

    private Delivery run(SealedBatch batch, Sending attempt, ThreadPoolExecutor by, Duration patience)
            throws InterruptedException {
        underWay.put(batch.id(), attempt);
        var unused = attempt.outcome().whenComplete((delivery, unexpected) -> {
            if (!(delivery instanceof Delivery.Accepted)) {
                underWay.remove(batch.id(), attempt);
            }
        });
        try {
            by.execute(attempt);
        } catch (RejectedExecutionException closed) {
            underWay.remove(batch.id(), attempt);
            return new Delivery.TryAgain("The connection to the cluster was closed.", false);
        }
        Delivery delivery = attempt.within(patience);
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
        streams.shutdown();
    }
}
