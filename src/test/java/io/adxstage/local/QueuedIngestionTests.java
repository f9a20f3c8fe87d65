package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.QueuedIngestClient;
import com.microsoft.azure.kusto.ingest.result.IngestionStatus;
import com.microsoft.azure.kusto.ingest.result.OperationStatus;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendor's queued client against the stand-in. */
class QueuedIngestionTests {

    private static final String SAMPLE = """
            {"Batch":102,"CurrentTemperature":7109,"Customer":"Contoso","IsSpare":true,"LastKnownTemperature":7109,\
            "Pressure":7109,"Timestamp":"2023-08-10T00:54:58.6572007Z","assetName":"oven"}""";

    @TempDir
    Path folder;

    private AdxStandIn standIn;
    private QueuedIngestClient client;

    @BeforeEach
    void start() throws Exception {
        standIn = AdxStandIn.inMemory().start();
        standIn.createTable(
                "factory",
                "ovens",
                "Batch:int, CurrentTemperature:long, Customer:string, IsSpare:bool, LastKnownTemperature:long,"
                        + " Pressure:long, Timestamp:datetime, assetName:string");
        client = Sdk.queued(standIn);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        standIn.close();
    }

    @Test
    void aZippedFileBecomesRows() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of(SAMPLE, SAMPLE.replace("102", "103")));

        client.ingestFromFile(
                new FileSourceInfo(file.toString()),
                Sdk.mapped(
                        "factory",
                        "ovens",
                        "Batch",
                        "CurrentTemperature",
                        "Customer",
                        "IsSpare",
                        "LastKnownTemperature",
                        "Pressure",
                        "Timestamp",
                        "assetName"));

        JsonNode expected = JsonMapper.shared().readTree(SAMPLE);
        assertThat(standIn.count("factory", "ovens")).isEqualTo(2);
        assertThat(standIn.rows("factory", "ovens").getFirst().toString()).isEqualTo(expected.toString());
        assertThat(standIn.rows("factory", "ovens").getLast().get("Batch").intValue())
                .isEqualTo(103);
    }

    @Test
    void aPlainFileIsZippedByTheClientAndArrivesToo() throws Exception {
        Path file = Files.writeString(folder.resolve("batch.json"), SAMPLE);

        client.ingestFromFile(new FileSourceInfo(file.toString()), Sdk.json("factory", "ovens"));

        assertThat(standIn.count("factory", "ovens")).isEqualTo(1);
    }

    @Test
    void aTaggedFileIsIngestedOnce() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of(SAMPLE));
        for (int attempt = 0; attempt < 3; attempt++) {
            IngestionProperties properties = Sdk.json("factory", "ovens");
            properties.setIngestByTags(List.of("batch-1"));
            properties.setIngestIfNotExists(List.of("batch-1"));
            client.ingestFromFile(new FileSourceInfo(file.toString()), properties);
        }

        assertThat(standIn.count("factory", "ovens")).isEqualTo(1);
    }

    @Test
    void aMissingTableIsAcceptedAndFailsWithoutAWord() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of(SAMPLE));

        IngestionStatus status = client.ingestFromFile(
                        new FileSourceInfo(file.toString()), Sdk.json("factory", "nowhere"))
                .getIngestionStatusCollection()
                .getFirst();

        assertThat(status.status).isEqualTo(OperationStatus.Queued);
        var failures = Sdk.client(standIn)
                .executeMgmt("factory", ".show ingestion failures | where Table == 'nowhere'")
                .getPrimaryResults();
        assertThat(failures.next()).isTrue();
        assertThat(failures.getString("ErrorCode")).isEqualTo("BadRequest_TableNotExist");
        assertThat(failures.getString("IngestionSourcePath")).contains("factory__nowhere__batch");
    }

    @Test
    void aClientThatAsksForAReportInTheTableGetsIt() throws Exception {
        Path file = Sdk.gzip(folder, "batch.json.gz", List.of(SAMPLE));

        assertThat(reported(file, "ovens").status).isEqualTo(OperationStatus.Succeeded);
        IngestionStatus failed = reported(file, "nowhere");
        assertThat(failed.status).isEqualTo(OperationStatus.Failed);
        assertThat(failed.getDetails()).contains("nowhere");
    }

    private IngestionStatus reported(Path file, String table) throws Exception {
        IngestionProperties properties = Sdk.json("factory", table);
        properties.setReportMethod(IngestionProperties.IngestionReportMethod.TABLE);
        properties.setReportLevel(IngestionProperties.IngestionReportLevel.FAILURES_AND_SUCCESSES);
        return client.ingestFromFile(new FileSourceInfo(file.toString(), UUID.randomUUID()), properties)
                .getIngestionStatusCollection()
                .getFirst();
    }
}
