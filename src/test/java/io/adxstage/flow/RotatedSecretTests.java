package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.Certificates;
import io.adxstage.testing.Entra;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.Publisher;
import io.adxstage.testing.RequiresProgram;
import io.adxstage.testing.RunningService;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with an identity that comes of age, against a cluster that looks at who comes. */
@RequiresProgram("mosquitto")
class RotatedSecretTests {

    private static final String CLIENT = "ovens-client";

    @TempDir
    Path dir;

    private final Entra entra = new Entra();
    private SecureCluster cluster;
    private Mosquitto broker;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        cluster = new SecureCluster(entra).allow(CLIENT, Right.INGEST);
        cluster.standIn().createTable("factory", "ovens", "Batch:int");
        broker = Mosquitto.start(dir.resolve("broker"));
        Files.createDirectories(dir.resolve("secrets"));
        service = RunningService.start(
                dir.resolve("data"),
                "--adx-stage.secrets.dir=" + dir.resolve("secrets"),
                "--adx-stage.adx.trust-bundle=" + cluster.trustBundle(),
                "--adx-stage.adx.authority-host=" + entra.authority());
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        broker.close();
        cluster.close();
        entra.close();
    }

    private String stage(String authentication) {
        return """
                {"displayName": "ovens", "clusterUrl": "%s", "database": "factory", "table": "ovens",
                 "authentication": %s, "batch": {"time": "100ms"}, "columns": [{"name": "Batch"}],
                 "retry": {"type": "fixed", "interval": "200ms"},
                 "input": {"broker": "%s", "topics": ["ovens/#"]}}
                """.formatted(cluster.url(), authentication, broker.url());
    }

    @Test
    void aSecretThatExpiredIsSaidAndANewFileOrASavedChangeLetsTheRowsFlow() throws Exception {
        Path secret = Files.writeString(dir.resolve("secrets").resolve("ovens"), "canary-old");
        entra.withSecret(CLIENT, "canary-old");
        entra.expireSecrets(CLIENT);
        String id = service.create(stage("""
                {"type": "servicePrincipal", "tenantId": "%s", "clientId": "%s", "clientSecret": "${file:ovens}"}
                """.formatted(Entra.TENANT, CLIENT)));
        service.awaitState(id, "running");
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.publish("ovens/1", "{\"Batch\":1}");
            service.awaitStatus(
                    id,
                    "the words for an expired secret",
                    status -> status.path("state").asString().equals("degraded")
                            && status.path("detail")
                                    .asString()
                                    .contains("The client secret has expired (AADSTS7000222)"));

            entra.withSecret(CLIENT, "canary-new");
            Files.writeString(secret, "canary-new");
            service.awaitCount(id, "accepted", 1);
            publisher.publish("ovens/1", "{\"Batch\":2}");
            service.awaitCount(id, "accepted", 2);

            // Neither the old secret nor a token that it was given for is good any more.
            entra.expireSecrets(CLIENT);
            entra.revokeTokens();
            entra.withSecret(CLIENT, "canary-typed");
            service.patch(id, "{\"authentication\": {\"clientSecret\": \"canary-typed\"}}");
            service.awaitState(id, "running");
            publisher.publish("ovens/1", "{\"Batch\":3}");
            service.awaitCount(id, "accepted", 3);
        }
        assertThat(cluster.standIn().rows("factory", "ovens"))
                .extracting(row -> row.path("Batch").asInt())
                .containsExactly(1, 2, 3);
    }

    @Test
    void theEndOfACertificateIsToldAMonthBefore() throws Exception {
        Certificates certificate = Certificates.ofClient(dir.resolve("keys"), "client", 20);
        Files.writeString(
                dir.resolve("secrets").resolve("ovens.pem"), certificate.certificatePem() + certificate.keyPem());
        entra.withCertificate(CLIENT, certificate.certificate());
        String id = service.create(stage("""
                {"type": "certificate", "tenantId": "%s", "clientId": "%s", "certificate": "${file:ovens.pem}"}
                """.formatted(Entra.TENANT, CLIENT)));
        service.awaitState(id, "running");
        try (Publisher publisher = new Publisher(broker.port())) {
            publisher.publish("ovens/1", "{\"Batch\":1}");
            var status = service.awaitCount(id, "accepted", 1);
            assertThat(status.path("detail").asString())
                    .startsWith("Running. The client's certificate expires at ")
                    .contains("in 19 days: add a new one to the app registration");
            assertThat(status.path("certificateExpiresAt").asString())
                    .isEqualTo(
                            certificate.certificate().getNotAfter().toInstant().toString());
        }
        assertThat(service.send("GET", "/stages/" + id, null).body()).contains("Certificate expires");
    }
}
