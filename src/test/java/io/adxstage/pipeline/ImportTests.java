package io.adxstage.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageReader;
import io.adxstage.stage.StageText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Exports as the vendor's pages and clients show them, and some that are odd. */
class ImportTests {

    static final String PIPELINE = """
            {"displayName": "Bakery", "enabled": true,
             "input": {"displayName": "MQ", "description": "all ovens", "type": "input/mqtt@v1",
               "broker": "tls://aio-mq-dmqtt-frontend:8883", "qos": 1, "cleanSession": false, "topics": ["bakery/#"],
               "authentication": {"type": "serviceAccountToken"}, "format": {"type": "json"}, "partitionCount": 2,
               "partitionStrategy": {"type": "key", "expression": ".topic"}, "next": ["shape"],
               "viewOptions": {"position": {"x": 0, "y": 80}}},
             "stages": {
               "shape": {"displayName": "Shape it", "type": "processor/transform@v1", "expression": ".", "next": ["adx", "disk"]},
               "disk": {"displayName": "A copy", "type": "output/file@v1", "rootDirectory": "/tmp"},
               "adx": {"displayName": "Azure data explorer - 71c308", "type": "output/dataexplorer@v1",
                 "clusterUrl": "https://bakery.westeurope.kusto.windows.net", "database": "bakery", "table": "ovens",
                 "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "adx-secret"},
                 "batch": {"time": "5s", "path": ".payload"}, "columns": [{"name": "a"}, {"name": "b", "path": ".x"}],
                 "viewOptions": {"position": {"x": 0, "y": 784}}}}}
            """;

    private static JsonNode json(String text) {
        return ((StageText.Tree) StageText.parse(text)).root();
    }

    private static Import.Taken taken(String text) {
        return (Import.Taken) Import.of(json(text));
    }

    private static String nothing(String text) {
        return ((Import.Nothing) Import.of(json(text))).reason();
    }

    private static List<Problem> problems(JsonNode document) {
        Checked checked = new StageReader(cluster -> true).read(document);
        return checked instanceof Checked.Invalid invalid ? invalid.problems() : List.of();
    }

    @Test
    void theDataExplorerStageBecomesTheDocumentAndTheSourceItsInput() {
        assertThat(taken(PIPELINE).document()).isEqualTo(json("""
                {"displayName": "Azure data explorer - 71c308", "type": "output/dataexplorer@v1",
                 "clusterUrl": "https://bakery.westeurope.kusto.windows.net", "database": "bakery", "table": "ovens",
                 "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": ""},
                 "batch": {"time": "5s", "path": ".payload"}, "columns": [{"name": "a"}, {"name": "b", "path": ".x"}],
                 "viewOptions": {"position": {"x": 0, "y": 784}},
                 "input": {"type": "input/mqtt@v1", "broker": "tls://aio-mq-dmqtt-frontend:8883", "qos": 1,
                   "cleanSession": false, "topics": ["bakery/#"], "format": {"type": "json"}, "partitionCount": 2,
                   "partitionStrategy": {"type": "key", "expression": ".topic"}}}
                """));
    }

    @Test
    void onlyTheSecretIsMissingInWhatWasTakenOver() {
        assertThat(problems(taken(PIPELINE).document()))
                .extracting(Problem::pointer)
                .containsExactly("/authentication/clientSecret");
    }

    @Test
    void theStagesThatAreLeftAreNamedWithTheirTypes() {
        assertThat(taken(PIPELINE).left())
                .extracting(Import.Left::name, Import.Left::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Shape it", "processor/transform@v1"),
                        org.assertj.core.groups.Tuple.tuple("A copy", "output/file@v1"));
        assertThat(taken(PIPELINE).left().getFirst().why()).contains("paths of the columns");
    }

    @Test
    void aSecretIsAskedForByTheNameItWasKeptUnder() {
        assertThat(taken(PIPELINE).secrets())
                .containsExactly(new Import.Wanted("/authentication/clientSecret", "adx-secret"));
        assertThat(taken(PIPELINE.replace(
                                "{\"type\": \"serviceAccountToken\"}",
                                "{\"type\": \"usernamePassword\", \"username\": \"u\", \"password\": \"mq-password\"}"))
                        .secrets())
                .contains(new Import.Wanted("/input/authentication/password", "mq-password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab8Q~fZ8.hunter2hunter2hunter2", "Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8", "a b", "pass/word+=="})
    void whatLooksLikeAValueIsNotRepeated(String value) {
        var taken = taken(PIPELINE.replace("adx-secret", value));
        assertThat(taken.secrets()).containsExactly(new Import.Wanted("/authentication/clientSecret", ""));
        assertThat(taken.document().toString()).doesNotContain(value);
    }

    @Test
    void aReferenceOfThisServiceStays() {
        var taken = taken(PIPELINE.replace("adx-secret", "${env:ADX_STAGE_SECRET_A}"));
        assertThat(taken.secrets()).isEmpty();
        assertThat(problems(taken.document())).isEmpty();
    }

    @Test
    void aServiceAccountIsNotCarriedOverAndThatIsSaid() {
        assertThat(taken(PIPELINE).remarks()).singleElement().asString().contains("service account", "certificate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": %s, \"location\": \"westus2\", \"extendedLocation\": {\"name\": \"x\"}}",
                "{\"apiVersion\": \"v1\", \"kind\": \"Pipeline\", \"metadata\": {\"name\": \"p\"}, \"spec\": %s}",
                "{\"resources\": [{\"type\": \"Microsoft.Storage/storageAccounts\", \"properties\": {}}, {\"properties\": %s}]}",
                "{\"value\": [{\"properties\": %s}]}",
                "[%s]"
            })
    void theWrappingMakesNoDifference(String wrapping) {
        assertThat(taken(wrapping.formatted(PIPELINE)).document())
                .isEqualTo(taken(PIPELINE).document());
    }

    @Test
    void aPipelineOfAnEarlyPreviewIsUnderstood() {
        var taken = taken("""
                {"kind": "Pipeline", "metadata": {"name": "bf"}, "spec": {"enabled": false,
                 "input": {"type": "input/mqtt@v1", "topics": [{"name": "a/b"}],
                   "mqttConnectionInfo": {"broker": "tcp://front:1883", "username": "u", "password": "pw-ref"}},
                 "stages": [{"id": "out", "type": "output/dataexplorer@v1",
                   "clusterUrl": "https://x.eastus.kusto.windows.net", "database": "d", "table": "t",
                   "authentication": {"type": "systemAssignedManagedIdentity"}, "columns": [{"name": "a"}]}]}}
                """);
        assertThat(taken.document().path("input")).isEqualTo(json("""
                {"type": "input/mqtt@v1", "topics": ["a/b"], "broker": "tcp://front:1883",
                 "authentication": {"type": "usernamePassword", "username": "u", "password": ""}}
                """));
        assertThat(taken.document().path("displayName").stringValue()).isEqualTo("bf");
        assertThat(taken.document().path("enabled").booleanValue()).isFalse();
        assertThat(taken.secrets()).containsExactly(new Import.Wanted("/input/authentication/password", "pw-ref"));
    }

    @Test
    void aSourceOtherThanMqttIsLeftAndTheDefaultInputTakesItsPlace() {
        var taken = taken(PIPELINE.replace("input/mqtt@v1", "input/sqlserver@v1"));
        assertThat(taken.document().has("input")).isFalse();
        assertThat(taken.left().getFirst().type()).isEqualTo("input/sqlserver@v1");
        assertThat(taken.remarks()).singleElement().asString().contains("configured");
    }

    @Test
    void ofTwoTablesTheSecondIsNamed() {
        var taken = taken(PIPELINE.replace("output/file@v1", "output/dataexplorer@v1"));
        assertThat(taken.document().path("displayName").stringValue()).isEqualTo("A copy");
        assertThat(taken.left()).anySatisfy(left -> assertThat(left.why()).contains("writes to one table"));
    }

    @Test
    void aPipelineWithoutSuchAStageIsTurnedDownWithWhatItHas() {
        assertThat(nothing(PIPELINE.replace("dataexplorer", "fabric")))
                .contains("\"Bakery\"", "no stage of type output/dataexplorer@v1", "Shape it (processor/transform@v1)");
        assertThat(nothing("{\"stages\": {}}")).contains("without a name", "no stages at all");
        assertThat(nothing("{\"stages\": [1, null, {\"type\": 7}], \"input\": 3}"))
                .contains("1 (no type)", "3 (no type)");
    }

    @Test
    void ofSeveralPipelinesNoneIsGuessed() {
        assertThat(nothing("[" + PIPELINE + ", " + PIPELINE + "]")).contains("2 pipelines: \"Bakery\", \"Bakery\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "\"x\"",
                "{\"input\": {\"broker\": \"b\"}}",
                "{\"properties\": 1}",
                "{\"stages\": 2}",
                "[[[]]]",
                "{\"displayName\": \"a\", \"type\": \"output/dataexplorer@v1\"}"
            })
    void whatIsNoPipelineIsReadAsItStands(String text) {
        assertThat(Import.of(json(text))).isEqualTo(new Import.Ordinary());
    }
}
