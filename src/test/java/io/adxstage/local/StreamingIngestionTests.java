package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.exceptions.DataServiceException;
import com.microsoft.azure.kusto.ingest.IngestClient;
import com.microsoft.azure.kusto.ingest.IngestionMapping;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.exceptions.IngestionServiceException;
import com.microsoft.azure.kusto.ingest.result.OperationStatus;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's streaming client and its query client against the stand-in. */
class StreamingIngestionTests {

    @TempDir
    Path folder;

    private AdxStandIn standIn;
    private IngestClient streaming;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        standIn = AdxStandIn.inMemory().start();
        standIn.createTable("factory", "ovens", "Batch:int, name:string, at:datetime, price:decimal, extra:dynamic");
        standIn.command("factory", ".alter table ovens policy streamingingestion enable");
        streaming = Sdk.streaming(standIn);
        client = Sdk.client(standIn);
    }

    @AfterEach
    void stop() throws Exception {
        streaming.close();
        standIn.close();
    }

    @Test
    void aFileIsThereAtOnce() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of("{\"Batch\":1}", "{\"Batch\":2}"));

        var result = streaming.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("factory", "ovens"));

        assertThat(result.getIngestionStatusCollection().getFirst().status).isEqualTo(OperationStatus.Succeeded);
        assertThat(standIn.count("factory", "ovens")).isEqualTo(2);
    }

    @Test
    void aMappingThatTheTableKeepsIsUsed() throws Exception {
        client.executeMgmt(
                "factory",
                ".create-or-alter table ovens ingestion json mapping 'm' '[{\"column\":\"Batch\",\"path\":\"$.b\"}]'");
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of("{\"b\":7}"));

        streaming.ingestFromFile(new FileSourceInfo(file.toString()), withMapping("m"));

        assertThat(standIn.rows("factory", "ovens").getFirst().get("Batch").intValue())
                .isEqualTo(7);
    }

    @Test
    void whatIsMissingIsSaidAtOnce() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of("{\"b\":7}"));
        FileSourceInfo source = new FileSourceInfo(file.toString());

        assertThatExceptionOfType(IngestionServiceException.class)
                .isThrownBy(() -> streaming.ingestFromFile(source, withMapping("nowhere")))
                .withMessageContaining("nowhere");
        assertThatExceptionOfType(IngestionServiceException.class)
                .isThrownBy(() -> streaming.ingestFromFile(source, Sdk.json("factory", "nowhere")))
                .withMessageContaining("nowhere");
    }

    @Test
    void aTableThatIsNotOpenForStreamingRefusesIt() throws Exception {
        FileSourceInfo source = new FileSourceInfo(
                Sdk.gzip(folder, "batch.json.gz", List.of("{\"name\":\"a\"}")).toString());
        standIn.createTable("factory", "closed", "name:string");

        assertThatExceptionOfType(IngestionServiceException.class)
                .isThrownBy(() -> streaming.ingestFromFile(source, Sdk.json("factory", "closed")))
                .withMessageContaining("policy is not enabled");

        standIn.command("factory", ".alter database factory policy streamingingestion enable");
        streaming.ingestFromFile(source, Sdk.json("factory", "closed"));
        assertThat(standIn.count("factory", "closed")).isEqualTo(1);

        standIn.command("factory", ".alter table closed policy streamingingestion disable");
        assertThatExceptionOfType(IngestionServiceException.class)
                .isThrownBy(() -> streaming.ingestFromFile(source, Sdk.json("factory", "closed")));
    }

    @Test
    void moreThanFourMegabytesAreRefused() throws Exception {
        String line = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";
        Path file = Sdk.gzip(
                folder,
                "batch.json.gz",
                IntStream.range(0, 5).mapToObj(i -> line).toList());

        assertThatExceptionOfType(IngestionServiceException.class)
                .isThrownBy(() ->
                        streaming.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("factory", "ovens")))
                .withMessageContaining("larger");
    }

    @Test
    void aQueryAnswersWithTheTypesOfTheColumns() throws Exception {
        Path file = Sdk.gzip(
                folder,
                "batch.json.gz",
                List.of("{\"Batch\":1,\"name\":\"a\",\"at\":\"2023-08-10T00:54:58.6572007Z\",\"price\":1.50,"
                        + "\"extra\":{\"x\":1}}"));
        streaming.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("factory", "ovens"));

        var rows = client.executeQuery("factory", "ovens | take 1").getPrimaryResults();

        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("Batch")).isEqualTo(1);
        assertThat(rows.getString("name")).isEqualTo("a");
        assertThat(rows.getKustoDateTime("at")).hasToString("2023-08-10T00:54:58.657200700");
        assertThat(rows.getBigDecimal("price")).isEqualByComparingTo("1.5");
        assertThat(rows.getJSONObject("extra").get("x").intValue()).isEqualTo(1);
    }

    @Test
    void countIsALong() throws Exception {
        var rows = client.executeQuery("factory", "ovens | count").getPrimaryResults();

        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong("Count")).isZero();
    }

    @Test
    void anUnknownCommandIsRefusedForGood() {
        assertThatExceptionOfType(DataServiceException.class)
                .isThrownBy(() -> client.executeMgmt("factory", ".make coffee"))
                .withMessageContaining(".make coffee")
                .satisfies(refused -> assertThat(refused.isPermanent()).isTrue());
    }

    @Test
    void aQueryThatIsTooMuchIsRefusedForGood() {
        assertThatExceptionOfType(DataServiceException.class)
                .isThrownBy(() -> client.executeQuery("factory", "ovens | summarize count()"))
                .withMessageContaining("summarize")
                .satisfies(refused -> assertThat(refused.isPermanent()).isTrue());
    }

    private static IngestionProperties withMapping(String name) {
        IngestionProperties properties = Sdk.json("factory", "ovens");
        properties.setIngestionMapping(name, IngestionMapping.IngestionMappingKind.JSON);
        return properties;
    }
}
