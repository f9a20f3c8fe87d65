package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ConnectionTestsApiTests extends ApiTests {

    private static final String CALL = "/api/connection-tests";

    @Autowired
    FakeDoctor doctor;

    @BeforeEach
    void nobodyWasHere() {
        doctor.patients.clear();
    }

    private static String stage(String document) {
        return "{\"stage\": " + document + "}";
    }

    @Test
    void everyCheckIsToldWithItsMend() {
        assertThat(post(CALL, stage(Samples.STAGE))).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"ok": false, "checks": [
                          {"name": "cluster-dns", "status": "passed", "detail": "x.westeurope.kusto.windows.net is known.",
                           "fix": null},
                          {"name": "ingest-right", "status": "failed", "detail": "The identity may not ingest into db.",
                           "fix": ".add database ['db'] ingestors ('aadapp=c;t')"},
                          {"name": "column:a<b", "status": "warning", "detail": "The column is of type int.", "fix": null},
                          {"name": "broker-connect", "status": "skipped",
                           "detail": "Not tried, because the host is unknown.", "fix": null}]}""");
    }

    @Test
    void aStoredStageIsTestedByItsId() {
        String id = create();

        assertThat(post(CALL, "{\"stageId\": \"" + id + "\"}")).hasStatusOk();

        assertThat(doctor.patients.getLast().stage().table()).isEqualTo("ovens");
    }

    @Test
    void anEditedDraftIsTestedWithTheStoredSecrets() {
        String id = create();
        String edited = MASKED.replace("\"ovens\"", "\"kilns\"");

        assertThat(post(CALL, "{\"stageId\": \"" + id + "\", \"stage\": " + edited + "}"))
                .hasStatusOk();

        var stage = doctor.patients.getLast().stage();
        assertThat(stage.table()).isEqualTo("kilns");
        assertThat(((Authentication.ServicePrincipal) stage.authentication()).clientSecret())
                .isEqualTo(new Secret.Literal(Samples.CANARY));
        assertThat(stages.find(id).orElseThrow().stage().table()).isEqualTo("ovens");
    }

    @Test
    void anIngestionUriIsPutRightAlsoForAMaskedDraft() {
        String id = create();
        String slip = MASKED.replace("https://contoso", "https://ingest-contoso");

        assertThat(post(CALL, "{\"stageId\": \"" + id + "\", \"stage\": " + slip + "}"))
                .hasStatusOk();

        var patient = doctor.patients.getLast();
        assertThat(patient.stage().clusterUrl()).hasToString("https://contoso.westeurope.kusto.windows.net");
        assertThat(patient.corrections())
                .singleElement()
                .satisfies(correction ->
                        assertThat(correction.right()).isEqualTo("https://contoso.westeurope.kusto.windows.net"));
    }

    @Test
    void anInvalidDraftIsRefusedAsByACheck() {
        var broken = Samples.STAGE.replace("\"ovens\"", "\"\"");
        var refused = post(CALL, stage(broken));

        assertThat(refused).hasStatus(422);
        assertThat(refused).bodyJson().extractingPath("$.errors[0].pointer").isEqualTo("/table");
        assertThat(doctor.patients).isEmpty();
    }

    @Test
    void aStageThatIsNotThereIsToldSo() {
        assertThat(post(CALL, "{\"stageId\": \"nowhere\"}")).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"stageId\": 7}",
                "{\"stage\": null}",
                "{\"stageID\": \"a\"}",
                "{\"stageId\": \"a\", \"messages\": {}}"
            })
    void anythingElseIsRefusedWithThePlaceOfTheMistake(String body) {
        assertThat(post(CALL, body))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].detail")
                .isNotEmpty();
    }

    @Test
    void sampleMessagesGoAlong() {
        String body = "{\"stage\": " + Samples.STAGE
                + ", \"messages\": [{\"topic\": \"a\", \"payload\": {\"Batch\": 1}}, {\"payload\": \"text\"}]}";

        assertThat(post(CALL, body)).hasStatusOk();

        assertThat(doctor.patients.getLast().samples())
                .extracting(message -> new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("{\"Batch\":1}", "text");
    }
}
