package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.local.AdxStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a stage knows of its rows after the cluster accepted them. */
class ArrivalTests extends WholeFlow {

    private static final String N = "[{\"name\": \"n\"}]";

    /** Accepts, and ingests only when it is closed. */
    private void clusterThatKeepsRowsOut() throws IOException {
        adx.close();
        adx = new AdxStandIn(0, null, Duration.ofHours(1)).start();
        adx.createTable("plant", "out", "n:long");
    }

    private void restart(String... settings) throws Exception {
        service.close();
        startService(settings);
    }

    private String start(String table) {
        var id = service.create(stage(table, N));
        service.awaitState(id, "running");
        return id;
    }

    private JsonNode awaitBatch(String id, String state) {
        return await(state + " batch")
                .atMost(Duration.ofSeconds(90))
                .until(() -> batch(id, state), found -> found != null);
    }

    private JsonNode batch(String id, String state) {
        for (JsonNode batch : service.get("/api/stages/" + id + "/batches")) {
            if (batch.path("state").asString().equals(state)) {
                return batch;
            }
        }
        return null;
    }

    private List<String> spool(String id) throws IOException {
        Path spool = folder.resolve("data/spool").resolve(id);
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("redeliveries"))
                    .map(name -> name.substring(name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatArrivesIsSeenAndItsFilesGo() throws Exception {
        adx.createTable("plant", "seen", "n:long");
        var id = start("seen");
        publisher.publish("plant/a", "{\"n\": 1}");

        var status = service.awaitCount(id, "arrived", 1);
        assertThat(status.path("counters").path("accepted").asLong()).isEqualTo(1);
        assertThat(status.path("awaitingArrival").asLong()).isZero();
        assertThat(status.path("arrivalLagSeconds").isNumber()).isTrue();
        assertThat(status.path("lastArrivedAt").asString()).isNotBlank();
        var batch = awaitBatch(id, "arrived");
        assertThat(batch.path("acceptedAt").asString()).isNotBlank();
        assertThat(batch.path("arrivedAt").asString()).isNotBlank();
        await().until(() -> spool(id).isEmpty());

        restart();
        service.awaitState(id, "running");
        assertThat(service.status(id).path("counters").path("arrived").asLong()).isEqualTo(1);
        assertThat(service.status(id).path("lastArrivedAt").asString()).isNotBlank();
    }

    @Test
    void whatTheClusterRejectsAfterwardsIsAFailedBatchAndArrivesOnceThatIsMended() throws Exception {
        adx.createTable("plant", "other", "n:long");
        var id = start("later");
        publisher.publish("plant/a", "{\"n\": 1}");

        var status = service.awaitCount(id, "failed", 1);
        assertThat(status.path("counters").path("accepted").asLong()).isZero();
        assertThat(status.path("counters").path("received").asLong()).isEqualTo(1);
        status = service.awaitState(id, "degraded");
        assertThat(status.path("detail").asString()).contains("does not arrive", "'later' does not exist");
        var batch = awaitBatch(id, "failed");
        assertThat(batch.path("error").asString()).contains("BadRequest_TableNotExist", "send the batch again");
        assertThat(batch.path("attempts").asInt()).isEqualTo(1);

        restart();
        service.awaitState(id, "running");
        assertThat(service.status(id).path("counters").path("failed").asLong()).isEqualTo(1);
        adx.createTable("plant", "later", "n:long");
        var retry = "/api/stages/" + id + "/batches/" + batch.path("id").asString() + "/retry";
        assertThat(service.send("POST", retry, null).statusCode()).isEqualTo(200);
        status = service.awaitCount(id, "arrived", 1);
        assertThat(status.path("counters").path("failed").asLong()).isZero();
        assertThat(status.path("counters").path("possibleDuplicates").asLong()).isZero();
        assertThat(adx.rows("plant", "later")).hasSize(1);
    }

    @Test
    void whatIsOutIsFollowedThroughARestartAndIsNoReasonNotToDeleteTheStage() throws Exception {
        clusterThatKeepsRowsOut();
        var id = start("out");
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);

        for (int look = 0; look < 2; look++) {
            var status = service.status(id);
            assertThat(status.path("counters").path("accepted").asLong()).isEqualTo(1);
            assertThat(status.path("counters").path("arrived").asLong()).isZero();
            assertThat(status.path("awaitingArrival").asLong()).isEqualTo(1);
            assertThat(status.path("arrivalHidden").asLong()).isZero();
            assertThat(status.path("pendingBytes").asLong()).isZero();
            assertThat(status.path("lastAcceptedAt").asString()).isNotBlank();
            assertThat(awaitBatch(id, "accepted").path("acceptedAt").asString()).isNotBlank();
            assertThat(spool(id)).containsExactly(".journal", ".json.gz");
            restart();
            service.awaitState(id, "running");
        }
        assertThat(adx.count("plant", "out")).as("nothing is sent again").isZero();
        assertThat(service.send("DELETE", "/api/stages/" + id, null, "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        await().until(() -> !Files.exists(folder.resolve("data/spool").resolve(id)));
    }

    @Test
    void whereNothingIsToBeKeptARejectedBatchIsANumber() throws Exception {
        restart("--adx-stage.adx.keep-accepted=0");
        var id = start("gone");
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "failed", 1);
        assertThat(spool(id)).containsExactly(".journal");

        var batch = awaitBatch(id, "failed").path("id").asString();
        var answer = service.send("POST", "/api/stages/" + id + "/batches/" + batch + "/retry", null);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("keep-accepted");
        assertThat(service.send("DELETE", "/api/stages/" + id + "/batches/" + batch, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(service.status(id).path("counters").path("dropped").asLong()).isEqualTo(1);
    }

    @Test
    void rowsThatStayOutTooLongAreAnAlarm() throws Exception {
        clusterThatKeepsRowsOut();
        adx.command("plant", ".alter table out policy ingestionbatching '{\"MaximumBatchingTimeSpan\": \"00:00:01\"}'");
        restart("--adx-stage.adx.arrival-alarm=1s");
        var id = start("out");
        publisher.publish("plant/a", "{\"n\": 1}");
        var status = service.awaitStatus(
                id,
                "the alarm by the table's policy",
                one -> one.path("detail")
                        .asString()
                        .contains("twice the 1 s for which the cluster gathers: the table's batching policy"));
        assertThat(status.path("state").asString()).isEqualTo("degraded");
        assertThat(status.path("detail").asString())
                .contains("1 row is accepted by the cluster and not known to be in the table");
    }

    @Test
    void whereAnArrivalCannotBeSeenNothingIsClaimed() throws Exception {
        restart("--adx-stage.adx.arrival-reports-per-day=0", "--adx-stage.adx.arrival-alarm=1s");
        adx.createTable("plant", "blind", "n:long");
        var id = start("blind");
        publisher.publish("plant/a", "{\"n\": 1}");
        var status = service.awaitStatus(
                id, "hidden", one -> one.path("arrivalHidden").asLong() == 1);
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.path("detail").asString())
                .contains("Whether 1 accepted row arrives cannot be seen")
                .contains("arrival-reports-per-day");
        assertThat(status.path("counters").path("arrived").asLong()).isZero();
        assertThat(adx.rows("plant", "blind")).hasSize(1);
    }
}
