package io.adxstage.stage;

import static io.adxstage.stage.CheckedAssert.assertThat;
import static io.adxstage.stage.Drafts.draft;
import static io.adxstage.stage.Drafts.json;
import static io.adxstage.stage.Drafts.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class StageReaderTests {

    private final StageReader reader = new StageReader(url -> url.getHost().endsWith(".kusto.windows.net"));

    @Test
    void aStageOfTheRetiredProductIsValidUnchanged() {
        Checked checked = reader.read(draft(Drafts.EXPORTED));

        assertThat(checked).isValid().hasWarning("/authentication/clientSecret", "secret-name");
        Stage stage = stage(checked);
        assertThat(stage.columns()).hasSize(8);
        assertThat(stage.columns().get(1)).isEqualTo(new Stage.Column("AssetName", path(".assetName")));
        assertThat(stage.batch()).isEqualTo(new Stage.Batch(interval("5s"), path(".payload"), null, 268_435_456L));
        assertThat(stage.retry()).isEqualTo(new Retry.Fixed(interval("20s"), 4));
        assertThat(stage.input()).isNull();
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        Checked checked = reader.read(draft(Drafts.SMALLEST));

        assertThat(checked).isValid().hasNoWarnings();
        assertThat(stage(checked))
                .isEqualTo(new Stage(
                        "Ovens",
                        null,
                        true,
                        URI.create("https://ovens.westeurope.kusto.windows.net"),
                        "factory",
                        "ovens",
                        new Authentication.ManagedIdentity(null),
                        new Stage.Batch(interval("60s"), path(".payload"), null, 268_435_456L),
                        List.of(new Stage.Column("temperature", Path.ofKey("temperature"))),
                        new Retry.Default(),
                        Stage.Ingestion.QUEUED,
                        Stage.OnMismatch.WARN,
                        null));
    }

    @Test
    void everyFieldReachesTheStage() {
        Checked checked = reader.read(draft(Drafts.FULL));

        assertThat(checked).isValid().hasNoWarnings();
        assertThat(stage(checked))
                .isEqualTo(new Stage(
                        "Ovens",
                        "Oven telemetry of hall 3",
                        false,
                        URI.create("https://ovens.westeurope.kusto.windows.net"),
                        "factory",
                        "ovens",
                        new Authentication.ServicePrincipal("t", "c", new Secret.Literal("s~3cret")),
                        new Stage.Batch(interval("1m30s"), path(".payload.records"), 1000L, 1_048_576L),
                        List.of(
                                new Stage.Column("temperature", path(".t")),
                                new Stage.Column("asset-id", path(".[\"asset-id\"][0]"))),
                        new Retry.Exponential(interval("2s"), interval("5m"), 0),
                        Stage.Ingestion.STREAMING,
                        Stage.OnMismatch.DEAD_LETTER,
                        new Input(
                                URI.create("mqtts://broker.example.com:8883"),
                                List.of("assets/#", "$share/adx/halls/+/state"),
                                2,
                                true,
                                interval("1h"),
                                "ovens-1",
                                Input.Retained.NEVER,
                                new Input.Authentication.UsernamePassword("u", new Secret.InFile("broker/password")),
                                "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n",
                                new Format.Csv(
                                        true,
                                        List.of(
                                                new Format.CsvColumn("t", Format.CsvType.FLOAT, path(".temperature")),
                                                new Format.CsvColumn("id", Format.CsvType.STRING, Path.ofKey("id"))),
                                        ';'))));
    }

    @Test
    void everyKindIsBound() {
        for (ObjectNode kind : Drafts.kinds()) {
            assertThat(reader.read(kind)).isValid();
        }
        assertThat(stage(reader.read(Drafts.local())).authentication()).isEqualTo(new Authentication.None());
        assertThat(stage(reader.read(with(Drafts.SMALLEST, "/retry", "{'type':'exponential','interval':'5m'}")))
                        .retry())
                .isEqualTo(new Retry.Exponential(interval("5m"), interval("5m"), null));
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheDocument() {
        ObjectNode draft = draft("""
                {
                  "enabled": "yes",
                  "colums": [],
                  "authentication": {"type": "servicePrincipal", "clientSecret": "**********", "tenant": "t"},
                  "columns": [{"name": "a"}, {"name": "a", "path": "b"}],
                  "clusterUrl": "https://evil.example.com",
                  "input": {"topics": ["a", "a"], "qos": 3},
                  "table": ""
                }""");

        assertThat(reader.read(draft))
                .hasProblemsExactlyAt(
                        "/enabled",
                        "/colums",
                        "/authentication/clientSecret",
                        "/authentication/tenant",
                        "/authentication/tenantId",
                        "/authentication/clientId",
                        "/columns/1/name",
                        "/columns/1/path",
                        "/clusterUrl",
                        "/input/topics/1",
                        "/input/qos",
                        "/input/broker",
                        "/table",
                        "/displayName",
                        "/database");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /colums                    | "columns"
            /Table                     | "table"
            /dispalyName               | "displayName"
            /batch/timeout             | "time"
            /batch/max_rows            | "maxRows"
            /authentication/tenantID   | "tenantId"
            /columns/0/pth             | "path"
            /input/topic               | "topics"
            /input/tls/ca              | "caCertificate"
            /input/format/delimeter    | "delimiter"
            """)
    void anUnknownKeyNamesTheNearestKnownOne(String pointer, String nearest) {
        assertThat(reader.read(with(Drafts.FULL, pointer, "1"))).hasProblem(pointer, "unknown-key", nearest);
    }

    @Test
    void aKeyOfAnotherKindSaysWhereItBelongs() {
        assertThat(reader.read(with(Drafts.SMALLEST, "/authentication/tenantId", "'t'")))
                .hasProblem(
                        "/authentication/tenantId",
                        "unknown-key",
                        "belongs to \"servicePrincipal\", \"workloadIdentity\", \"certificate\", not to \"managedIdentity\"");
    }

    @Test
    void anUnknownKeyIsToldEvenWhereItIsNullOrStrange() {
        assertThat(reader.read(with(Drafts.SMALLEST, "/foo", "null"))).hasProblem("/foo", "unknown-key");
        assertThat(reader.read(draft(Drafts.SMALLEST).put("a/b~c", 1))).hasProblem("/a~1b~0c", "unknown-key");
        assertThat(reader.read(draft(Drafts.SMALLEST).put("", 1))).hasProblem("/", "unknown-key");
        assertThat(reader.read(draft(Drafts.SMALLEST).put("\u0007" + "x".repeat(50_000), 1)))
                .hasProblem("/\u0007" + "x".repeat(50_000), "unknown-key", "xxx...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "5", "true", "null"})
    void aBodyThatIsNoObjectIsAProblemOfTheWholeDocument(String body) {
        assertThat(reader.read(json(body))).hasProblem("", "type", "The document must be an object");
    }

    @Test
    void anIngestionUriOffersTheCorrectedValue() {
        assertThat(reader.read(
                        with(Drafts.SMALLEST, "/clusterUrl", "'https://ingest-ovens.westeurope.kusto.windows.net/'")))
                .hasProblem("/clusterUrl", "ingest-url", "\"https://ovens.westeurope.kusto.windows.net\"");
    }

    @Test
    void aDatabaseInTheUrlSaysWhereItBelongs() {
        assertThat(reader.read(
                        with(Drafts.SMALLEST, "/clusterUrl", "'https://ovens.westeurope.kusto.windows.net/factory'")))
                .hasProblem("/clusterUrl", "cluster-url", "The database belongs in database");
    }

    @Test
    void nobodyMayWriteToAClusterThatIsNotOnThisMachine() {
        assertThat(reader.read(with(Drafts.SMALLEST, "/authentication", "{'type':'none'}")))
                .hasProblemsExactlyAt("/authentication/type");
        assertThat(reader.read(Drafts.local())).isValid();
    }

    @Test
    void aWrongWordNamesTheNearestOne() {
        assertThat(reader.read(with(Drafts.FULL, "/onMismatch", "'deadletters'")))
                .hasProblem("/onMismatch", "enum", "Did you mean \"deadLetter\"?");
    }

    @Test
    void aGuidAsClientSecretEarnsAWarning() {
        assertThat(reader.read(
                        with(Drafts.FULL, "/authentication/clientSecret", "'0f8fad5b-d9cb-469f-a165-70867728950e'")))
                .isValid()
                .hasWarning("/authentication/clientSecret", "secret-id");
    }

    @Test
    void warningsStandBesideProblems() {
        ObjectNode draft = with(Drafts.FULL, "/authentication/clientSecret", "'0f8fad5b-d9cb-469f-a165-70867728950e'");

        assertThat(reader.read(with(draft, "/table", "absent")))
                .hasProblemsExactlyAt("/table")
                .hasWarning("/authentication/clientSecret", "secret-id");
    }

    @Test
    void noSentenceShowsASecret() {
        ObjectNode draft = with(Drafts.FULL, "/authentication/clientSecret", "'${hunter2}'");
        draft.put("clusterUrl", "https://u:hunter2@c.kusto.windows.net");
        draft.path("input").asObject().put("broker", "mqtt://u:hunter2@b");

        assertThat(reader.read(draft).toString()).doesNotContain("hunter2");
        assertThat(reader.read(with(Drafts.FULL, "/authentication/clientSecret", "'hunter2'"))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void aHostileNumberOfProblemsIsCut() {
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 50_000; i++) {
            columns.add(i);
        }
        Checked checked = reader.read(draft(Drafts.SMALLEST).set("columns", columns));

        assertThat(checked).hasProblem("", "too-many", "49000 more");
    }

    @Test
    void filtersThatHaveTopicsInCommonEarnAWarningThatNamesBoth() {
        Checked checked = reader.read(
                with(Drafts.SMALLEST, "/input", "{'broker':'mqtt://b','topics':['a/+', 'c', '+/b', 'a/#']}"));

        assertThat(checked).isValid().hasWarning("/input/topics/2", "overlapping-filters");
        assertThat(checked.warnings().getFirst().detail()).contains("\"a/+\"");
    }

    @Test
    void aSchemeInCapitalsIsTheSameScheme() {
        assertThat(reader.readInput(json("{'broker':'MQTTS://Broker.example.com','topics':['a']}")))
                .isInstanceOfSatisfying(
                        CheckedInput.Valid.class,
                        valid -> assertThat(valid.input().broker()).hasScheme("mqtts"));
    }

    @Test
    void anInputAloneIsReadWithPointersFromItself() {
        assertThat(reader.readInput(json("{'broker':'mqtt://b','topics':['a']}")))
                .isEqualTo(new CheckedInput.Valid(new Input(
                        URI.create("mqtt://b"),
                        List.of("a"),
                        1,
                        false,
                        interval("24h"),
                        null,
                        Input.Retained.NEW,
                        new Input.Authentication.None(),
                        null,
                        new Format.Json())));
        assertThat(reader.readInput(
                        json("{'topics':['a'],'authentication':{'type':'certificate','certificate':'${env:A}'}}")))
                .isInstanceOfSatisfying(
                        CheckedInput.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/authentication/certificate", "/broker"));
        assertThat(
                        reader.readInput(
                                json(
                                        "{'broker':'ws://b','topics':['a'],'authentication':{'type':'certificate','certificate':'c'}}")))
                .isInstanceOfSatisfying(
                        CheckedInput.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/authentication/type"));
    }

    private static Stage stage(Checked checked) {
        return ((Checked.Valid) checked).stage();
    }

    private static Path path(String text) {
        return Path.parse(text).orElseThrow();
    }

    private static Interval interval(String text) {
        return Interval.parse(text).orElseThrow();
    }
}
