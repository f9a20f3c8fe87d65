package io.adxstage.doctor;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Corrections;
import io.adxstage.stage.Stage;
import io.adxstage.stage.StageReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stages to examine. */
final class Patients {

    static final String CLIENT = "8b1f2c34-0000-0000-0000-000000000002";
    static final String TENANT = "8b1f2c34-0000-0000-0000-000000000001";

    private static final String DOCUMENT = """
            {"displayName": "Ovens", "clusterUrl": "http://localhost:1", "database": "factory", "table": "ovens",
             "authentication": {"type": "none"},
             "columns": [{"name": "Batch"}, {"name": "Pressure"}],
             "input": {"broker": "mqtt://127.0.0.1:1", "topics": ["factory/#"]}}
            """;

    private ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(DOCUMENT);
    private List<Corrections.Correction> corrections = List.of();

    static Patients at(String clusterUrl) {
        return new Patients().with("clusterUrl", clusterUrl);
    }

    Patients with(String field, String value) {
        document.put(field, value);
        return this;
    }

    Patients json(String field, String value) {
        document.set(field, JsonMapper.shared().readTree(value));
        return this;
    }

    Patients broker(String url) {
        return json("input", "{\"broker\": \"" + url + "\", \"topics\": [\"factory/#\", \"$share/g/line/+\"]}");
    }

    Patients principal() {
        return json(
                "authentication",
                "{\"type\": \"servicePrincipal\", \"tenantId\": \"" + TENANT + "\", \"clientId\": \"" + CLIENT
                        + "\", \"clientSecret\": \"canary-secret\"}");
    }

    /** As who asks for an examination does it first. */
    Patients corrected() {
        Corrections.Corrected corrected = Corrections.of(document);
        document = (ObjectNode) corrected.draft();
        corrections = corrected.corrections();
        return this;
    }

    Stage stage() {
        Checked checked = new StageReader(anywhere -> true).read(document);
        if (checked instanceof Checked.Valid valid) {
            return valid.stage();
        }
        throw new IllegalArgumentException(checked.toString());
    }

    Patient patient(String... payloads) {
        return new Patient(
                stage(),
                corrections,
                List.of(),
                List.of(payloads).stream().map(Patients::message).toList());
    }

    static ApplicationMessage message(String payload) {
        return new ApplicationMessage(
                Instant.now(),
                "factory/oven/1",
                1,
                1,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                payload.getBytes(StandardCharsets.UTF_8));
    }
}
