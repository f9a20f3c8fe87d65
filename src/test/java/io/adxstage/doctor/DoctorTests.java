package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.StreamMapping;
import io.adxstage.doctor.Check.Status;
import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.FaultProxy;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import io.adxstage.testing.HostNames;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.RequiresProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Both ends for real: the ADX stand-in behind a proxy that spoils the conversation, and a Mosquitto. */
@SpringBootTest(classes = DoctorRoom.class)
@RequiresProgram("mosquitto")
class DoctorTests {

    @Autowired
    Doctor doctor;

    @TempDir
    Path dir;

    private AdxStandIn standIn;
    private FaultProxy proxy;
    private Mosquitto mosquitto;

    @BeforeEach
    void open() throws Exception {
        standIn = AdxStandIn.inMemory().start();
        standIn.createTable("factory", "ovens", "Batch:int, Pressure:real");
        proxy = new FaultProxy(URI.create(standIn.url()));
        mosquitto = Mosquitto.start(dir);
    }

    @AfterEach
    void close() throws Exception {
        mosquitto.close();
        proxy.close();
        standIn.close();
    }

    private Patients usual() {
        return Patients.at(proxy.url()).broker(mosquitto.url());
    }

    private Examination examine(Patients patients, String... samples) {
        return doctor.examine(patients.patient(samples));
    }

    private static Check find(Examination examination, String name) {
        return examination.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + examination));
    }

    private static Status status(Examination examination, String name) {
        return find(examination, name).status();
    }

    private static List<String> failed(Examination examination) {
        return examination.checks().stream()
                .filter(check -> check.status() == Status.FAILED)
                .map(Check::name)
                .toList();
    }

    @Test
    void whereAllIsWellNothingFailsAndNothingIsWritten() {
        Examination examination = examine(usual(), "{\"Batch\": 1, \"Pressure\": 2.5}");

        assertThat(examination.ok()).as(examination.toString()).isTrue();
        assertThat(examination.checks().stream()
                        .filter(check -> check.status() != Status.PASSED)
                        .map(Check::name))
                .as(examination.toString())
                .containsExactly("cluster-tls", "token", "mapping", "streaming-policy", "broker-tls");
        assertThat(examination.checks())
                .extracting(Check::name)
                .containsExactly(
                        "document",
                        "cluster-dns",
                        "cluster-tcp",
                        "cluster-tls",
                        "clock",
                        "token",
                        "cluster",
                        "ingestion-endpoint",
                        "ingest-right",
                        "read-right",
                        "database",
                        "table",
                        "column:Batch",
                        "column:Pressure",
                        "mapping",
                        "streaming-policy",
                        "batching-policy",
                        "storage-container",
                        "storage-queue",
                        "broker-dns",
                        "broker-tcp",
                        "broker-tls",
                        "broker-connect",
                        "broker-subscribe:factory/#",
                        "broker-subscribe:$share/g/line/+");
        assertThat(examination.checks())
                .allSatisfy(check -> assertThat(check.detail()).endsWith("."));
        assertThat(standIn.count("factory", "ovens")).isZero();
        assertThat(proxy.requests(Kind.BLOB)).isZero();
        assertThat(proxy.requests(Kind.QUEUE)).isZero();
        assertThat(proxy.requests(Kind.STREAM)).isZero();
    }

    @Test
    void anIngestionUriIsPutRightAndAllElseIsTestedWithTheRightOne() {
        HostNames.toThisMachine("wrong.westeurope.kusto.windows.net");
        Examination examination = examine(usual().principal()
                .with("clusterUrl", "https://ingest-wrong.westeurope.kusto.windows.net")
                .corrected());

        assertThat(find(examination, "document:/clusterUrl"))
                .satisfies(check -> assertThat(check.status()).isEqualTo(Status.FAILED))
                .satisfies(check -> assertThat(check.fix()).isEqualTo("https://wrong.westeurope.kusto.windows.net"));
        assertThat(find(examination, "cluster-dns").detail()).startsWith("wrong.westeurope.kusto.windows.net");
    }

    @Test
    void aMissingDatabaseIsNamed() {
        Examination examination = examine(usual().with("database", "elsewhere"));

        assertThat(failed(examination)).containsExactly("database");
        assertThat(find(examination, "database").fix()).isEqualTo(".show databases | project DatabaseName");
        assertThat(find(examination, "table").detail()).isEqualTo("Not tried, because there is no such database.");
    }

    @Test
    void aMissingTableComesWithTheCommandThatCreatesIt() {
        Examination examination =
                examine(usual().with("table", "kilns"), "{\"Batch\": 1, \"Pressure\": 2}", "{\"Pressure\": 2.5}");

        assertThat(failed(examination)).containsExactly("table");
        assertThat(find(examination, "table").fix())
                .isEqualTo(".create-merge table ['kilns'] (['Batch']:long, ['Pressure']:real)");
        assertThat(status(examination, "column:Batch")).isEqualTo(Status.SKIPPED);
        standIn.command("factory", find(examination, "table").fix());
        assertThat(failed(examine(usual().with("table", "kilns")))).isEmpty();
    }

    @Test
    void columnsAreComparedOneByOne() {
        Patients stage = usual().json(
                        "columns",
                        "[{\"name\": \"Batch\"}, {\"name\": \"pressure\"}, {\"name\": \"State\", \"path\": \".State\"}]");
        Examination examination = examine(stage, "{\"Batch\": \"B7\", \"State\": \"on\"}");

        assertThat(failed(examination)).containsExactly("column:pressure", "column:State");
        assertThat(find(examination, "column:pressure").detail()).contains("but Pressure: case counts");
        assertThat(find(examination, "column:State").fix())
                .isEqualTo(".create-merge table ['ovens'] (['State']:string)");
        assertThat(find(examination, "column:Batch"))
                .satisfies(check -> assertThat(check.status()).isEqualTo(Status.WARNING))
                .satisfies(check -> assertThat(check.detail())
                        .contains("The value \"B7\" does not fit column Batch of type int", "make it null")
                        .contains("take a column of type string"));
    }

    @Test
    void whatTheStageConvertsIsNoMismatch() {
        Examination examination = examine(usual().with("onMismatch", "convert"), "{\"Batch\": \"102\"}");

        assertThat(status(examination, "column:Batch")).isEqualTo(Status.PASSED);
    }

    @Test
    void aPortWhereNobodyListensIsToldOnce() {
        proxy.set(Mode.REFUSE);

        Examination examination = examine(usual());

        assertThat(failed(examination)).containsExactly("cluster-tcp");
        assertThat(find(examination, "cluster-tcp").detail()).contains("nothing listens there");
        assertThat(find(examination, "table").detail())
                .isEqualTo("Not tried, because nothing answers at the cluster's host.");
    }

    @Test
    void whoMayNotIngestIsToldWhatToGrant() {
        proxy.set(Kind.MANAGEMENT, Mode.status(403));

        Examination examination = examine(usual().principal());

        assertThat(failed(examination)).containsExactly("ingest-right");
        assertThat(find(examination, "ingest-right").fix())
                .isEqualTo(".add database ['factory'] ingestors ('aadapp=" + Patients.CLIENT + ";" + Patients.TENANT
                        + "')");
        assertThat(find(examination, "read-right").fix()).startsWith(".add database ['factory'] viewers (");
        assertThat(status(examination, "read-right")).isEqualTo(Status.SKIPPED);
        assertThat(find(examination, "column:Batch").detail())
                .isEqualTo("Not tried, because the identity may not read the schema.");
    }

    @Test
    void aClusterThatAsksForAPauseIsNobodysMistake() {
        proxy.set(Kind.MANAGEMENT, Mode.throttled(Duration.ofSeconds(1)));

        Examination examination = examine(usual());

        assertThat(failed(examination)).isEmpty();
        assertThat(status(examination, "cluster")).isEqualTo(Status.WARNING);
        assertThat(find(examination, "table").detail()).isEqualTo("Not tried, because the cluster asks for a pause.");
    }

    @Test
    void blockedStorageIsFoundWithoutWriting() {
        proxy.set(Kind.OTHER, Mode.STORAGE_FORBIDDEN);

        Examination examination = examine(usual());

        assertThat(failed(examination)).containsExactly("storage-container", "storage-queue");
        assertThat(find(examination, "storage-queue").detail()).contains("403", "firewall");
    }

    @Test
    void aClusterThatHangsHoldsNobodyUpForLong() {
        proxy.set(Kind.MANAGEMENT, Mode.HANG);

        Examination examination = examine(usual());

        assertThat(failed(examination)).contains("cluster-tls");
        assertThat(status(examination, "broker-subscribe:factory/#")).isEqualTo(Status.PASSED);
    }

    @Test
    void streamingNeedsAMappingAndItsPolicy() {
        standIn.command("factory", ".alter table ovens policy streamingingestion disable");
        Examination streaming = examine(usual().with("ingestion", "streaming"));
        assertThat(failed(streaming)).containsExactly("mapping", "streaming-policy");
        assertThat(find(streaming, "mapping").fix())
                .as("the mapping that a stage which streams asks for")
                .isEqualTo(StreamMapping.of(List.of("Batch", "Pressure")).command("ovens"));
        assertThat(find(streaming, "streaming-policy").fix())
                .isEqualTo(".alter table ['ovens'] policy streamingingestion enable");

        assertThat(failed(examine(usual().with("ingestion", "managed")))).isEmpty();

        standIn.command("factory", find(streaming, "mapping").fix());
        standIn.command("factory", find(streaming, "streaming-policy").fix());
        assertThat(failed(examine(usual().with("ingestion", "streaming")))).isEmpty();
    }

    @Test
    void theTablesBatchingPolicyMakesTheDelay() {
        assertThat(find(examine(usual()), "batching-policy").detail()).contains("about 6 min", "(as usual)");

        standIn.command(
                "factory", ".alter table ovens policy ingestionbatching '{\"MaximumBatchingTimeSpan\": \"00:00:30\"}'");
        assertThat(find(examine(usual()), "batching-policy").detail())
                .contains("about 1 min 30 s", "(by the table's policy)");
    }

    @Test
    void aBrokerThatIsNotThereDoesNotHideTheCluster() {
        Examination examination = examine(usual().broker("mqtt://127.0.0.1:1"));

        assertThat(failed(examination)).containsExactly("broker-tcp");
        assertThat(status(examination, "table")).isEqualTo(Status.PASSED);
    }

    @Test
    void aStageWithoutAnInputIsTold() {
        Patients stage = usual().json("input", "null");

        assertThat(failed(examine(stage))).containsExactly("broker");
    }

    @Test
    void aSecretThatLeadsNowhereIsTold() {
        Patients stage = usual().json(
                        "authentication",
                        "{\"type\": \"servicePrincipal\", \"tenantId\": \"t\", \"clientId\": \"c\", \"clientSecret\":"
                                + " \"${file:adx-stage-nowhere}\"}");

        Examination examination = examine(stage);

        assertThat(failed(examination)).containsExactly("token");
        assertThat(find(examination, "token").detail()).contains("adx-stage-nowhere");
    }

    @Test
    void overPlainHttpNoTokenIsAskedFor() {
        Examination examination = examine(usual().principal());

        assertThat(status(examination, "token")).isEqualTo(Status.SKIPPED);
        assertThat(examination.toString()).doesNotContain("canary-secret");
    }
}
