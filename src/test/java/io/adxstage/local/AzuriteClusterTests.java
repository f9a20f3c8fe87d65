package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueStorageException;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.IngestClientFactory;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.QueuedIngestClient;
import com.microsoft.azure.kusto.ingest.result.IngestionResult;
import com.microsoft.azure.kusto.ingest.result.IngestionStatus;
import com.microsoft.azure.kusto.ingest.result.OperationStatus;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import io.adxstage.testing.RequiresAzurite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The vendor's queued client against the stand-in with real storage. */
@RequiresAzurite
class AzuriteClusterTests {

    @TempDir
    Path folder;

    private AzuriteCluster cluster;
    private QueuedIngestClient client;

    @BeforeEach
    void start() throws Exception {
        cluster = AzuriteCluster.start();
        cluster.createTable("factory", "ovens", "Batch:int");
        client = IngestClientFactory.createClient(new ConnectionStringBuilder(cluster.url()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        cluster.close();
    }

    @Test
    void whatIsAnnouncedIsIngestedAndItsBlobGoes() throws Exception {
        ingest("ovens");

        awaitRows(1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(cluster::blobs, List::isEmpty);
    }

    @Test
    void whatIsHeldStaysInQueueAndContainerUntilItIsReleased() throws Exception {
        cluster.hold();
        ingest("ovens");

        assertThat(cluster.announced()).singleElement().satisfies(message -> {
            assertThat(message.path("tableName").asString()).isEqualTo("ovens");
            assertThat(blobPath(message)).contains(cluster.blobs().getFirst());
        });
        assertThat(cluster.count("factory", "ovens")).isZero();

        cluster.release();
        awaitRows(1);
        assertThat(cluster.announced()).isEmpty();
    }

    @Test
    void whoAsksForAReportFindsItInTheStatusTable() throws Exception {
        assertThat(reported("ovens").status).isEqualTo(OperationStatus.Succeeded);

        IngestionStatus missing = reported("nowhere");
        assertThat(missing.status).isEqualTo(OperationStatus.Failed);
        assertThat(missing.getDetails()).contains("nowhere");

        cluster.reject("Stream_WrongNumberOfFields", "Somebody sent something else.");
        IngestionStatus rejected = reported("ovens");
        assertThat(rejected.status).isEqualTo(OperationStatus.Failed);
        assertThat(rejected.getDetails()).isEqualTo("Somebody sent something else.");

        cluster.accept();
        assertThat(reported("ovens").status).isEqualTo(OperationStatus.Succeeded);
        assertThat(cluster.count("factory", "ovens")).isEqualTo(2);
    }

    @Test
    void anExpiredSignatureIsRefusedByTheStorageItself() throws Exception {
        String container = root("TempStorage");
        String queue = root("SecuredReadyForAggregationQueue");
        cluster.expireSignatures();

        assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> upload(container))
                .satisfies(refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() -> announce(queue))
                .satisfies(refused -> assertThat(refused.getStatusCode()).isEqualTo(403));

        upload(root("TempStorage"));
        announce(root("SecuredReadyForAggregationQueue"));
        assertThat(cluster.blobs()).containsExactly("somebody's");
    }

    @Test
    void aBlobThatTheClusterMayNotReadAnyMoreIsRejected() throws Exception {
        cluster.hold();
        ingest("ovens");
        cluster.expireSignatures();
        cluster.release();

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.command("factory", ".show ingestion failures")
                        .toString()
                        .contains("Download_Forbidden"));
        assertThat(cluster.count("factory", "ovens")).isZero();
    }

    @Test
    void aSignatureGivesNoMoreThanClientsNeed() {
        String queue = root("SecuredReadyForAggregationQueue");

        assertThatExceptionOfType(QueueStorageException.class)
                .isThrownBy(() ->
                        new QueueClientBuilder().endpoint(queue).buildClient().peekMessage())
                .satisfies(refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
    }

    private String root(String type) {
        for (JsonNode row : cluster.command("factory", ".show ingestion resources")
                .path("Tables")
                .path(0)
                .path("Rows")) {
            if (row.path(0).asString().equals(type)) {
                return row.path(1).asString();
            }
        }
        throw new IllegalStateException("no " + type);
    }

    private static void upload(String container) {
        new BlobContainerClientBuilder()
                .endpoint(container)
                .buildClient()
                .getBlobClient("somebody's")
                .upload(BinaryData.fromString("x"));
    }

    private static void announce(String queue) {
        new QueueClientBuilder().endpoint(queue).buildClient().sendMessage("x");
    }

    private static String blobPath(JsonNode message) {
        return message.path("blobPath").asString(message.path("BlobPath").asString(""));
    }

    private void awaitRows(long count) {
        Awaitility.await(count + " rows")
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.count("factory", "ovens") == count);
    }

    private IngestionResult ingest(String table) throws Exception {
        return ingest(table, Sdk.json("factory", table));
    }

    private IngestionResult ingest(String table, IngestionProperties properties) throws Exception {
        Path file = Sdk.gzip(folder, table + ".json.gz", List.of("{\"Batch\":102}"));
        return client.ingestFromFile(new FileSourceInfo(file.toString(), UUID.randomUUID()), properties);
    }

    private IngestionStatus reported(String table) throws Exception {
        IngestionProperties properties = Sdk.json("factory", table);
        properties.setReportMethod(IngestionProperties.IngestionReportMethod.TABLE);
        properties.setReportLevel(IngestionProperties.IngestionReportLevel.FAILURES_AND_SUCCESSES);
        IngestionResult result = ingest(table, properties);
        return Awaitility.await("a report")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> result.getIngestionStatusCollection().getFirst(),
                        status -> status.status != OperationStatus.Pending);
    }
}
