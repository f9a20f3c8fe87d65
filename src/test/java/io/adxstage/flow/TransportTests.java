package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.local.EmbeddedBroker;
import io.adxstage.testing.Certificates;
import io.adxstage.testing.Mosquitto;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The ways to a broker: TLS with a private CA, a client certificate, WebSocket; and the three qualities of service. */
class TransportTests extends WholeFlow {

    @Test
    void aPrivateCaIsTrustedWhereItIsNamedAndOnlyThere() throws Exception {
        var broker = new Certificates(folder.resolve("tls"), "broker");
        try (var tls = Mosquitto.start(
                folder.resolve("tls-broker"),
                "allow_anonymous true",
                "certfile " + broker.certificateFile(),
                "keyfile " + broker.keyFile())) {
            var id = service.create(stage("tls", "[{\"name\": \"n\"}]", input("tls", tls, "")));
            assertThat(service.awaitState(id, "failed").path("detail").asString())
                    .contains("input.tls.caCertificate");

            service.patch(id, "{\"input\": {\"tls\": {\"caCertificate\": " + json(broker.certificatePem()) + "}}}");
            service.awaitState(id, "running");
        }
    }

    @Test
    void aClientCertificateSignsInAsPemAndAsPkcs12() throws Exception {
        var broker = new Certificates(folder.resolve("tls"), "broker");
        var client = new Certificates(folder.resolve("tls"), "client");
        try (var tls = Mosquitto.start(
                folder.resolve("tls-broker"),
                "allow_anonymous false",
                "certfile " + broker.certificateFile(),
                "keyfile " + broker.keyFile(),
                "cafile " + client.certificateFile(),
                "require_certificate true",
                "use_identity_as_username true")) {
            String trust = ", \"tls\": {\"caCertificate\": " + json(broker.certificatePem()) + "}";
            String pem = client.certificatePem() + client.keyPem();
            service.awaitState(
                    service.create(
                            stage("pem", "[{\"name\": \"n\"}]", input("MQTTS", tls, trust + authentication(pem, "")))),
                    "running");
            service.awaitState(
                    service.create(stage(
                            "pkcs12",
                            "[{\"name\": \"n\"}]",
                            input(
                                    "ssl",
                                    tls,
                                    trust
                                            + authentication(
                                                    client.pkcs12(),
                                                    ", \"password\": \"" + client.password() + "\"")))),
                    "running");
        }
    }

    private static String authentication(String certificate, String more) {
        return ", \"authentication\": {\"type\": \"certificate\", \"certificate\": " + json(certificate) + more + "}";
    }

    private static String json(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    @Test
    void aBrokerBehindWebSocketIsReached() throws Exception {
        // Artemis takes WebSocket on its ordinary port; Debian's Mosquitto cannot bind it to loopback.
        try (var sockets = EmbeddedBroker.onFreePort().start()) {
            service.awaitState(
                    service.create(stage("ws", "[{\"name\": \"n\"}]", input("ws", sockets.port(), ""))), "running");
        }
    }

    private static String input(String scheme, Mosquitto broker, String more) {
        return input(scheme, broker.port(), more);
    }

    private static String input(String scheme, int port, String more) {
        return "\"input\": {\"broker\": \"%s://localhost:%d\", \"topics\": [\"plant/#\"]%s}"
                .formatted(scheme, port, more);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyQualityOfServiceArrives(int qos) throws Exception {
        adx.createTable("plant", "qos", "n:long, qos:long, packetId:long");
        var id = service.create(stage(
                "qos",
                "[{\"name\": \"n\", \"path\": \".payload.n\"}, {\"name\": \"qos\"}, {\"name\": \"packetId\"}]",
                "\"batch\": {\"time\": \"24h\", \"maxRows\": 20, \"path\": \".\"}",
                "\"input\": {\"broker\": \"%s\", \"topics\": [\"plant/#\"], \"qos\": %d}"
                        .formatted(mosquitto.url(), qos)));
        service.awaitState(id, "running");
        for (int n = 0; n < 20; n++) {
            var message = new MqttMessage(("{\"n\": " + n + "}").getBytes());
            message.setQos(qos);
            publisher.publish("plant/qos", message);
        }
        service.awaitCount(id, "accepted", 20);
        assertThat(adx.rows("plant", "qos")).hasSize(20).allSatisfy(row -> {
            assertThat(row.path("qos").asInt()).isEqualTo(qos);
            assertThat(row.path("packetId").isNull()).isEqualTo(qos == 0);
        });
    }
}
