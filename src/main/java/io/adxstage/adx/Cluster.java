package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.ColumnMapping;
import com.microsoft.azure.kusto.ingest.IngestClientFactory;
import com.microsoft.azure.kusto.ingest.IngestionMapping;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.QueuedIngestClient;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import io.adxstage.spool.SealedBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** A connection to one cluster as one identity. Thread-safe; connects when it is first used. */
public final class Cluster implements AutoCloseable {

    private static final Duration PREFLIGHT = Duration.ofSeconds(15);

    private final URI ingestUrl;
    private final Optional<TokenCredential> credential;
    private final Duration attemptTimeout;
    private final Object firstUse = new Object();
    private volatile boolean known;
    private @Nullable QueuedIngestClient ingestClient;

    /** @param credential not used over plain http, which must not carry a token */
    Cluster(URI clusterUrl, Optional<TokenCredential> credential, Duration attemptTimeout) {
        this.ingestUrl = ingestUrl(clusterUrl);
        this.credential = "https".equals(clusterUrl.getScheme()) ? credential : Optional.empty();
        this.attemptTimeout = attemptTimeout;
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
     * Queues a batch for ingestion. Blocks for at most the attempt timeout.
     *
     * @param tagged whether the batch carries an {@code ingest-by} tag, which makes a second sending a no-op
     */
    public Delivery send(SealedBatch batch, Destination destination, boolean tagged) {
        if (!Files.exists(batch.file())) {
            return new Delivery.Refused("The batch file " + batch.file().getFileName() + " is gone from the spool.");
        }
        // Used by two threads before its first answer, the SDK's client sends one of them away after 15 s.
        if (known) {
            return attempt(batch, destination);
        }
        synchronized (firstUse) {
            return attempt(batch, destination);
        }
    }

    private Delivery attempt(SealedBatch batch, Destination destination) {
        try {
            // Without subscribeOn the SDK works on this thread and the timeout does not hold.
            var unused = ingestClient()
                    .ingestFromFileAsync(
                            new FileSourceInfo(batch.file().toString(), batch.id()), properties(destination))
                    .subscribeOn(Schedulers.boundedElastic())
                    .block(attemptTimeout);
            known = true;
            return new Delivery.Accepted();
        } catch (RuntimeException failed) {
            return new Delivery.TryAgain(reason(failed), true);
        }
    }

    /** A new one for each call: the SDK writes into it. The mapping names no types, so that it never creates columns. */
    private static IngestionProperties properties(Destination destination) {
        ColumnMapping[] mapping = destination.columns().stream()
                .map(column -> {
                    ColumnMapping one = new ColumnMapping(column, null);
                    one.setPath("$['" + column + "']");
                    return one;
                })
                .toArray(ColumnMapping[]::new);
        IngestionProperties properties = new IngestionProperties(destination.database(), destination.table());
        properties.setDataFormat(IngestionProperties.DataFormat.JSON);
        properties.setIngestionMapping(mapping, IngestionMapping.IngestionMappingKind.JSON);
        return properties;
    }

    private synchronized QueuedIngestClient ingestClient() {
        if (ingestClient == null) {
            try {
                ingestClient = IngestClientFactory.createClient(connection(), null, false);
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return ingestClient;
    }

    private ConnectionStringBuilder connection() {
        ConnectionStringBuilder connection = credential
                .map(token -> ConnectionStringBuilder.createWithTokenCredential(ingestUrl.toString(), token))
                .orElseGet(() -> new ConnectionStringBuilder(ingestUrl.toString()));
        connection.setApplicationNameForTracing("adx-stage");
        // Otherwise the SDK sends the name of the operating system's user.
        connection.setUserNameForTracing("adx-stage");
        return connection;
    }

    /**
     * Why it failed. The queued client hides every cause behind one sentence after 15 s, so the same endpoint is asked
     * once more, plainly: its answer is the cause.
     */
    private String reason(RuntimeException failed) {
        String cause = Failure.describe(failed, ingestUrl.getHost());
        if (!cause.contains("Unable to get ingestion resources") && !cause.contains("Unable to get Identity token")) {
            return cause;
        }
        try {
            Client plain = ClientFactory.createClient(connection());
            plain.executeMgmtAsync(".get kusto identity token")
                    .subscribeOn(Schedulers.boundedElastic())
                    .block(PREFLIGHT);
            return "The cluster " + ingestUrl.getHost() + " answers again, but gave no ingestion resources.";
        } catch (RuntimeException real) {
            return Failure.describe(real, ingestUrl.getHost());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public synchronized void close() {
        if (ingestClient != null) {
            try {
                ingestClient.close();
            } catch (IOException notClosed) {
                throw new UncheckedIOException(notClosed);
            }
            ingestClient = null;
        }
    }
}
