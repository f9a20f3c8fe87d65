package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobUploadFromFileOptions;
import com.microsoft.azure.kusto.ingest.QueuedIngestClient;
import com.microsoft.azure.kusto.ingest.source.BlobSourceInfo;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdxStandInTests {

    @TempDir
    Path folder;

    @Test
    void rowsSurviveARestartAndUploadsDoNotStay() throws Exception {
        Path file = Sdk.gzip(folder, "a.json.gz", List.of("{\"n\":1}"));
        Path data = folder.resolve("data");
        try (AdxStandIn standIn = new AdxStandIn(0, data, Duration.ZERO).start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int");
            client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("db", "T"));
        }

        try (AdxStandIn again = new AdxStandIn(0, data, Duration.ZERO).start()) {
            again.createTable("db", "T", "n:int");
            assertThat(again.count("db", "T")).isEqualTo(1);
            assertThat(again.rows("db", "T")).hasToString("[{\"n\":1}]");
            assertThat(data.resolve("blobs")).isEmptyDirectory();
        }
    }

    @Test
    void reportsSurviveARestart() throws Exception {
        Path data = folder.resolve("data");
        String entity = "{\"PartitionKey\":\"p\",\"RowKey\":\"r\",\"Status\":\"Succeeded\"}";
        try (AdxStandIn standIn = new AdxStandIn(0, data, Duration.ZERO).start()) {
            assertThat(statuses(standIn, "", entity).statusCode()).isEqualTo(204);
        }
        try (AdxStandIn again = new AdxStandIn(0, data, Duration.ZERO).start()) {
            var kept = statuses(again, "(PartitionKey='p',RowKey='r')", null);
            assertThat(kept.statusCode()).isEqualTo(200);
            assertThat(kept.body()).contains("\"Succeeded\"");
        }
    }

    private static HttpResponse<String> statuses(AdxStandIn standIn, String key, @Nullable String entity)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(standIn.url() + "/storage/statuses" + key.replace("'", "%27") + "?sig=x"));
        if (entity != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(entity));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void withADelayRowsComeLater() throws Exception {
        Path file = Sdk.gzip(folder, "a.json.gz", List.of("{\"n\":1}"));
        try (AdxStandIn standIn = new AdxStandIn(0, null, Duration.ofMillis(300)).start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int");
            client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("db", "T"));

            await().until(() -> standIn.count("db", "T") == 1);
        }
    }

    @Test
    void whatWaitsForItsDelayIsIngestedWhenTheStandInCloses() throws Exception {
        Path file = Sdk.gzip(folder, "a.json.gz", List.of("{\"n\":1}"));
        Path data = folder.resolve("data");
        try (AdxStandIn standIn = new AdxStandIn(0, data, Duration.ofHours(1)).start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int");
            client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("db", "T"));
            assertThat(standIn.count("db", "T")).isZero();
        }

        try (AdxStandIn again = new AdxStandIn(0, data, Duration.ZERO).start()) {
            assertThat(again.count("db", "T")).isEqualTo(1);
        }
    }

    @Test
    void aBlobMayBeUploadedInBlocksByAClientOfItsOwn() throws Exception {
        try (AdxStandIn standIn = AdxStandIn.inMemory().start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int, id:string");
            List<String> lines = IntStream.range(0, 20_000)
                    .mapToObj(n -> "{\"n\":" + n + ",\"id\":\"" + UUID.randomUUID() + "\"}")
                    .toList();
            Path file = Sdk.gzip(folder, "big.json.gz", lines);
            String container = standIn.url() + "/storage/container";
            var blob = new BlobContainerClientBuilder()
                    .endpoint(container)
                    .sasToken("sig=x")
                    .buildClient()
                    .getBlobClient("my blob.json.gz");
            blob.uploadFromFileWithResponse(
                    new BlobUploadFromFileOptions(file.toString())
                            .setParallelTransferOptions(new ParallelTransferOptions()
                                    .setBlockSizeLong(100_000L)
                                    .setMaxSingleUploadSizeLong(100_000L)),
                    null,
                    null);

            client.ingestFromBlob(new BlobSourceInfo(blob.getBlobUrl() + "?sig=x"), Sdk.json("db", "T"));

            assertThat(Files.size(file)).isGreaterThan(200_000);
            assertThat(standIn.count("db", "T")).isEqualTo(20_000);
        }
    }

    @Test
    void aBlobThatIsNotThereFailsLater() throws Exception {
        try (AdxStandIn standIn = AdxStandIn.inMemory().start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int");

            client.ingestFromBlob(
                    new BlobSourceInfo(standIn.url() + "/storage/container/nowhere.json.gz?sig=x"),
                    Sdk.json("db", "T"));

            assertThat(standIn.command("db", ".show ingestion failures").toString())
                    .contains("Download_SourceNotFound");
        }
    }

    @Test
    void manyClientsAtOnceLoseNothing() throws Exception {
        try (AdxStandIn standIn = AdxStandIn.inMemory().start();
                QueuedIngestClient client = Sdk.queued(standIn)) {
            standIn.createTable("db", "T", "n:int");
            Path file = Sdk.gzip(folder, "a.json.gz", List.of("{\"n\":1}", "{\"n\":2}"));

            // A new client that is asked by several threads at once stalls for 15 s before it knows where to upload.
            client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("db", "T"));
            // Not the common pool: the SDK's HTTP client needs it for its answers.
            try (ExecutorService callers = Executors.newFixedThreadPool(5)) {
                for (int call = 0; call < 20; call++) {
                    callers.submit(
                            () -> client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("db", "T")));
                }
            }

            assertThat(standIn.count("db", "T")).isEqualTo(42);
        }
    }

    @Test
    void aBusyPortIsToldAsSuch() throws Exception {
        try (AdxStandIn standIn = AdxStandIn.inMemory().start();
                AdxStandIn second = new AdxStandIn(standIn.port(), null, Duration.ZERO)) {
            assertThatExceptionOfType(BindException.class).isThrownBy(second::start);
        }
    }
}
