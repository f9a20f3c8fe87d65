package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.OldBroker;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;

class ConnectionLifeTests extends WholeFlow {

    private static final String N = "[{\"name\": \"n\"}]";

    @Test
    void aBrokerThatRefusesMqtt5IsSpokenToIn311() throws Exception {
        adx.createTable("plant", "old", "n:long");
        try (var old = new OldBroker(mosquitto.port())) {
            var id = service.create(stage(
                    "old",
                    N,
                    "\"batch\": {\"time\": \"300ms\"}",
                    "\"input\": {\"broker\": \"" + old.url() + "\", \"topics\": [\"plant/#\"]}"));
            service.awaitState(id, "running");
            publisher.publish("plant/old", "{\"n\": 1}");
            service.awaitCount(id, "accepted", 1);
            assertThat(old.refused()).isEqualTo(1);
            service.send("DELETE", "/api/stages/" + id, null);
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackLosesNothing() throws Exception {
        adx.createTable("plant", "back", "n:long");
        var id = service.create(stage("back", N));
        service.awaitState(id, "running");
        publisher.publish("plant/b", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);

        publisher.close();
        mosquitto.stop();
        service.awaitState(id, "degraded");
        mosquitto.start();
        publisher = new io.adxstage.testing.Publisher(mosquitto.port());
        publisher.publish("plant/b", "{\"n\": 2}");

        service.awaitState(id, "running");
        assertThat(awaitRows("back", 2))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L, 2L);
    }

    @Test
    void aBrokerThatIsNotThereYetIsWaitedFor() throws Exception {
        adx.createTable("plant", "later", "n:long");
        publisher.close();
        publisher = null;
        mosquitto.stop();
        var id = service.create(stage("later", N));
        assertThat(service.awaitState(id, "degraded").path("lastError").asString())
                .contains("Nothing answers at");
        mosquitto.start();
        service.awaitState(id, "running");
    }

    @Test
    void whatWasCollectedIsSentAfterARestart() throws Exception {
        adx.createTable("plant", "restart", "n:long");
        var id = service.create(stage("restart", N, "\"batch\": {\"time\": \"24h\"}"));
        service.awaitState(id, "running");
        publisher.publish("plant/r", "{\"n\": 1}");
        service.awaitCount(id, "open", 1);

        service.close();
        publisher.publish("plant/r", "{\"n\": 2}");
        startService();

        // The stop sealed the first; the broker kept the second for the session.
        service.awaitCount(id, "accepted", 1);
        service.awaitCount(id, "open", 1);
        assertThat(adx.rows("plant", "restart"))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L);
    }

    @Test
    void aClusterThatIsAwayIsWaitedFor() throws Exception {
        adx.createTable("plant", "away", "n:long");
        int port = adx.port();
        var id = service.create(stage("away", N));
        service.awaitState(id, "running");
        adx.close();
        publisher.publish("plant/a", "{\"n\": 1}");

        var status = service.awaitState(id, "degraded");
        assertThat(status.path("lastError").asString()).contains("refused");
        assertThat(status.path("counters").path("accepted").asLong()).isZero();

        adx = new AdxStandIn(port, null, java.time.Duration.ZERO).start();
        adx.createTable("plant", "away", "n:long");
        service.awaitCount(id, "accepted", 1);
        service.awaitState(id, "running");
        assertThat(adx.count("plant", "away")).isEqualTo(1);
    }

    @Test
    void retriesThatAreExhaustedLeaveAFailedBatchThatAChangeSendsAgain() throws Exception {
        adx.createTable("plant", "failed", "n:long");
        int port = adx.port();
        var id = service.create(
                stage("failed", N, "\"batch\": {\"time\": \"300ms\"}", "\"retry\": {\"type\": \"none\"}"));
        service.awaitState(id, "running");
        adx.close();
        publisher.publish("plant/f", "{\"n\": 1}");
        service.awaitCount(id, "failed", 1);
        var batch = service.get("/api/stages/" + id + "/batches").get(0);
        assertThat(batch.path("state").asString()).isEqualTo("failed");
        assertThat(batch.path("error").asString()).contains("Given up after 1 attempt");

        adx = new AdxStandIn(port, null, java.time.Duration.ZERO).start();
        adx.createTable("plant", "failed", "n:long");
        service.patch(id, "{\"retry\": null}");
        service.awaitCount(id, "accepted", 1);
    }

    @Test
    void aRetainedMessageBecomesOneRowThoughTheConnectionBreaks() throws Exception {
        adx.createTable("plant", "retained", "n:long, retain:bool");
        var retained = new MqttMessage("{\"n\": 1}".getBytes());
        retained.setQos(1);
        retained.setRetained(true);
        publisher.publish("plant/retained", retained);
        var id = service.create(stage(
                "retained",
                "[{\"name\": \"n\", \"path\": \".payload.n\"}, {\"name\": \"retain\"}]",
                "\"batch\": {\"time\": \"300ms\", \"path\": \".\"}"));
        service.awaitCount(id, "accepted", 1);

        publisher.close();
        mosquitto.stop();
        service.awaitState(id, "degraded");
        mosquitto.start();
        service.awaitState(id, "running");
        publisher = new io.adxstage.testing.Publisher(mosquitto.port());
        publisher.publish("plant/marker", "{\"n\": 2}");

        assertThat(awaitRows("retained", 2))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L, 2L);
        assertThat(adx.rows("plant", "retained").getFirst().path("retain").asBoolean())
                .isTrue();
    }

    /** Whether the broker holds a session for a client id, asked in MQTT 3.1.1. */
    private boolean hasSession(String clientId) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), mosquitto.port())) {
            byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
            var connect = new ByteArrayOutputStream();
            connect.writeBytes(new byte[] {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 0, 0, 30});
            connect.writeBytes(new byte[] {0, (byte) id.length});
            connect.writeBytes(id);
            socket.getOutputStream().write(connect.toByteArray());
            byte[] connack = socket.getInputStream().readNBytes(4);
            assertThat(connack).startsWith(0x20, 2).endsWith(0);
            return connack[2] == 1;
        }
    }

    private String input(String clientId) {
        return "{\"broker\": \"" + mosquitto.url() + "\", \"topics\": [\"plant/#\"], \"clientId\": \"" + clientId
                + "\"}";
    }

    @Test
    void noSessionIsLeftBehindByAnotherClientIdNorByTheDeletionOfAStoppedStage() throws Exception {
        var id = service.create(stage("sessions", N, "\"input\": " + input("first")));
        service.awaitState(id, "running");

        service.patch(id, "{\"input\": " + input("second") + "}");
        service.awaitState(id, "running");
        Awaitility.await("the old session's end").atMost(Duration.ofSeconds(60)).until(() -> !hasSession("first"));

        service.send("POST", "/api/stages/" + id + "/stop", null);
        service.awaitState(id, "stopped");
        service.close();
        startService();
        assertThat(service.send("DELETE", "/api/stages/" + id, null).statusCode())
                .isEqualTo(204);
        assertThat(hasSession("second")).isFalse();
    }

    @Test
    void overlappingFiltersGiveOneRowEach() throws Exception {
        adx.createTable("plant", "overlap", "n:long");
        var id = service.create(stage(
                "overlap",
                N,
                "\"batch\": {\"time\": \"24h\", \"maxRows\": 2}",
                "\"input\": {\"broker\": \"" + mosquitto.url() + "\", \"topics\": [\"plant/#\", \"plant/+\"]}"));
        service.awaitState(id, "running");
        publisher.publish("plant/o", "{\"n\": 1}");
        publisher.publish("plant/o", "{\"n\": 2}");
        service.awaitCount(id, "accepted", 2);
        assertThat(adx.rows("plant", "overlap"))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L, 2L);
    }
}
