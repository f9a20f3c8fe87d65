package io.adxstage.local;

import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobUrlParts;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.models.QueueMessageItem;
import io.adxstage.local.kusto.IngestRequest;
import io.adxstage.local.kusto.Kusto;
import io.adxstage.local.kusto.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the service behind the queue: takes announcements, reads blobs by the signature that came along, tells the outcome. */
final class AzuriteWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AzuriteWorker.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ITS_OWN = Duration.ofMinutes(5);
    private static final int AT_ONCE = 32;

    private final Kusto kusto;
    private final AzuriteStorage storage;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("azurite-worker").factory());

    private boolean held;
    private Outcome.@Nullable Failed refusal;

    AzuriteWorker(Kusto kusto, AzuriteStorage storage) {
        this.kusto = kusto;
        this.storage = storage;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When it returns nothing is under way. */
    synchronized void hold(boolean on) {
        held = on;
    }

    synchronized void refuse(Outcome.@Nullable Failed everything) {
        refusal = everything;
    }

    private synchronized void look() {
        if (held) {
            return;
        }
        try {
            for (QueueMessageItem item : storage.queue.receiveMessages(AT_ONCE, ITS_OWN, null, null)) {
                QueueMessage.parse(item.getBody().toString()).ifPresent(this::ingest);
                storage.queue.deleteMessage(item.getMessageId(), item.getPopReceipt());
            }
        } catch (RuntimeException unexpected) {
            log.warn("A look into Azurite's queue failed; the next one comes.", unexpected);
        }
    }

    private void ingest(QueueMessage message) {
        Outcome outcome = outcome(message);
        message.report(storage::report, outcome);
        String blob = BlobUrlParts.parse(message.address()).getBlobName();
        storage.container.getBlobClient(blob).deleteIfExists();
    }

    private Outcome outcome(QueueMessage message) {
        IngestRequest request = message.request();
        if (refusal != null) {
            return kusto.fail(request, refusal.code(), refusal.details());
        }
        try (InputStream data = read(message.address())) {
            return kusto.ingest(request, data);
        } catch (BlobStorageException refused) {
            String code = switch (refused.getStatusCode()) {
                case 401, 403 -> "Download_Forbidden";
                case 404 -> "Download_SourceNotFound";
                default -> "Download_UnknownError";
            };
            return kusto.fail(request, code, "The storage answered " + refused.getStatusCode() + ".");
        } catch (IOException broken) {
            return kusto.fail(request, "Download_UnknownError", "The blob could not be read: " + broken.getMessage());
        }
    }

    private static InputStream read(String address) {
        return new BlobClientBuilder().endpoint(address).buildClient().openInputStream();
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException stop) {
            clock.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
