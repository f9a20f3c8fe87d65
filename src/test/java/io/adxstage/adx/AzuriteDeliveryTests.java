package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.adxstage.local.AzuriteCluster;
import io.adxstage.spool.Batches;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.testing.RequiresAzurite;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What lies in a real storage after a batch was sent, and what happens when that storage refuses. */
@RequiresAzurite
class AzuriteDeliveryTests {

    @TempDir
    Path dir;

    private AzuriteCluster azurite;
    private Batches batches;
    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        azurite = AzuriteCluster.start();
        azurite.createTable("factory", "ovens", "Batch:int, Note:string");
        batches = new Batches(dir);
        cluster = new Cluster(
                URI.create(azurite.url()),
                new Authentication.None(),
                Optional.empty(),
                Duration.ofSeconds(60),
                new JdkHttpClientBuilder().build(),
                new Reports(100, Clock.systemUTC()));
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        batches.close();
        azurite.close();
    }

    @Test
    void theBlobIsTheBatchFileByteForByte() throws Exception {
        azurite.hold();
        SealedBatch batch = batches.of("{\"Batch\":1,\"Note\":\"é\"}", "{\"Batch\":2,\"Note\":null}");

        assertThat(send(batch, false)).isInstanceOf(Delivery.Accepted.class);

        assertThat(azurite.blobs()).singleElement().satisfies(name -> {
            assertThat(name).contains(batch.id().toString()).endsWith(".json.gz");
            assertThat(azurite.blob(name)).isEqualTo(Files.readAllBytes(batch.file()));
        });
        JsonNode message = azurite.announced().getFirst();
        assertThat(message.path("id").asString()).isEqualTo(batch.id().toString());
        assertThat(message.path("rawDataSize").asLong()).isEqualTo(batch.rawBytes());
    }

    @Test
    void aBatchOfSeveralPiecesArrivesWhole() throws Exception {
        azurite.hold();
        SealedBatch batch = batches.of(incompressible(40, 300_000));
        assertThat(batch.bytes()).isGreaterThan(8 << 20);

        assertThat(send(batch, false)).isInstanceOf(Delivery.Accepted.class);

        String name = azurite.blobs().getFirst();
        assertThat(azurite.pieces(name)).isEqualTo(3);
        assertThat(azurite.blob(name)).isEqualTo(Files.readAllBytes(batch.file()));
        azurite.release();
        awaitRows(40);
    }

    @Test
    void whenTheSignatureExpiredTheStorageRefusesAndTheNextAttemptAsksForANewOne() throws Exception {
        assertThat(send(batches.of("{\"Batch\":1}"), false)).isInstanceOf(Delivery.Accepted.class);
        awaitRows(1);
        azurite.expireSignatures();
        SealedBatch batch = batches.of("{\"Batch\":2}");

        assertThat(send(batch, false)).isInstanceOfSatisfying(Delivery.TryAgain.class, refused -> {
            assertThat(refused.reason()).contains("refused the upload (403)");
            assertThat(refused.reason()).doesNotContain("sig=");
            assertThat(refused.mayHaveArrived()).isFalse();
        });
        assertThat(azurite.timesAsked()).isEqualTo(1);
        assertThat(send(batch, false)).isInstanceOf(Delivery.Accepted.class);

        assertThat(azurite.timesAsked()).isEqualTo(2);
        awaitRows(2);
        assertThat(azurite.rows("factory", "ovens"))
                .extracting(row -> row.path("Batch").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void aTaggedBatchThatIsAnnouncedTwiceGivesItsRowsOnce() throws Exception {
        azurite.hold();
        SealedBatch batch = batches.of("{\"Batch\":1}", "{\"Batch\":2}");
        send(batch, true);
        send(batch, true);
        assertThat(azurite.announced()).hasSize(2);

        azurite.release();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(azurite::blobs, List::isEmpty);
        assertThat(azurite.count("factory", "ovens")).isEqualTo(2);
    }

    private Delivery send(SealedBatch batch, boolean tagged) {
        return cluster.send(
                batch,
                new Destination(URI.create(azurite.url()), "factory", "ovens", List.of("Batch", "Note")),
                tagged);
    }

    private void awaitRows(long count) {
        Awaitility.await(count + " rows")
                .atMost(Duration.ofSeconds(60))
                .until(() -> azurite.count("factory", "ovens") == count);
    }

    private static String[] incompressible(int rows, int bytes) {
        Random random = new Random(7);
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    byte[] noise = new byte[bytes];
                    random.nextBytes(noise);
                    return "{\"Batch\":" + row + ",\"Note\":\""
                            + Base64.getEncoder().encodeToString(noise) + "\"}";
                })
                .toArray(String[]::new);
    }
}
