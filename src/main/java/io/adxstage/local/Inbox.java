package io.adxstage.local;

import io.adxstage.local.kusto.IngestRequest;
import io.adxstage.local.kusto.Kusto;
import io.adxstage.local.kusto.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of queued ingestion. Whatever is put in is accepted; what comes of it is known later, and told only where the
 * message asks for it.
 */
final class Inbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Kusto kusto;
    private final Blobs blobs;
    private final StatusTable statuses;
    private final Duration delay;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("adx-stand-in").factory());

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** Two equal messages are two, so that this is no record. */
    private static final class Waiting {
        private final QueueMessage message;

        Waiting(QueueMessage message) {
            this.message = message;
        }
    }

    Inbox(Kusto kusto, Blobs blobs, StatusTable statuses, Duration delay) {
        this.kusto = kusto;
        this.blobs = blobs;
        this.statuses = statuses;
        this.delay = delay;
    }

    /** @param text of the message: base64 of JSON */
    void receive(String text) {
        Optional<QueueMessage> message = QueueMessage.parse(text);
        if (message.isEmpty()) {
            log.info("The ADX stand-in dropped a queue message that is no ingestion message.");
        } else if (delay.isZero()) {
            ingest(message.get());
        } else {
            Waiting later = new Waiting(message.get());
            waiting.add(later);
            // The executor keeps the future, and the ingestion reports for itself.
            var unused = clock.schedule(() -> ingest(later), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void ingest(Waiting later) {
        if (waiting.remove(later)) {
            ingest(later.message);
        }
    }

    private void ingest(QueueMessage message) {
        Outcome outcome = outcome(message);
        message.report(statuses::report, outcome);
        if (outcome instanceof Outcome.Failed failed) {
            log.debug("Ingestion into {} failed: {}", message.request().table(), failed);
        }
    }

    private Outcome outcome(QueueMessage message) {
        IngestRequest request = message.request();
        try {
            Optional<InputStream> data = blobs.open(message.blob());
            if (data.isEmpty()) {
                return kusto.fail(request, "Download_SourceNotFound", "There is no blob " + message.blob() + ".");
            }
            try (InputStream open = data.get()) {
                return kusto.ingest(request, open);
            } finally {
                blobs.remove(message.blob());
            }
        } catch (IOException e) {
            return kusto.fail(request, "Download_UnknownError", "The blob could not be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        waiting.forEach(this::ingest);
    }
}
