package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.FaultProxy;
import java.net.URI;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person does about batches and dead letters. */
class ByHandTests extends WholeFlow {

    private static final String N = "[{\"name\": \"n\"}]";

    private String stageThrough(FaultProxy proxy, String table, String... members) {
        return stage(table, N, members).replace(adx.url(), proxy.url());
    }

    private JsonNode onlyBatch(String id, String state) {
        for (JsonNode batch : service.get("/api/stages/" + id + "/batches")) {
            if (batch.path("state").asString().equals(state)) {
                return batch;
            }
        }
        throw new AssertionError("no batch is " + state);
    }

    @Test
    void aFailedBatchIsSentAgainToEitherTable() throws Exception {
        adx.createTable("plant", "first", "n:long");
        adx.createTable("plant", "second", "n:long");
        try (FaultProxy proxy = new FaultProxy(URI.create(adx.url()))) {
            proxy.set(FaultProxy.Mode.REFUSE);
            var id = service.create(stageThrough(
                    proxy, "first", "\"batch\": {\"time\": \"300ms\"}", "\"retry\": {\"type\": \"none\"}"));
            service.awaitState(id, "running");
            publisher.publish("plant/a", "{\"n\": 1}");
            service.awaitCount(id, "failed", 1);
            var batch = onlyBatch(id, "failed");
            assertThat(batch.path("error").asString()).isNotBlank();

            var path = "/api/stages/" + id + "/batches/" + batch.path("id").asString() + "/retry";
            assertThat(service.send("POST", path, "{\"target\": \"nowhere\"}").statusCode())
                    .isEqualTo(422);
            assertThat(service.send("POST", path, null).statusCode()).isEqualTo(200);
            service.awaitCount(id, "failed", 1);

            proxy.set(FaultProxy.Mode.PASS);
            service.awaitStatus(
                    id,
                    "failed again",
                    status -> status.path("counters").path("failed").asLong() == 1);
            assertThat(service.send("POST", path, "{\"target\": \"original\"}").statusCode())
                    .isEqualTo(200);
            service.awaitCount(id, "accepted", 1);
            assertThat(awaitRows("first", 1)).hasSize(1);
            assertThat(service.send("POST", path, null).statusCode()).isEqualTo(409);

            proxy.set(FaultProxy.Mode.REFUSE);
            publisher.publish("plant/a", "{\"n\": 2}");
            service.awaitCount(id, "failed", 1);
            var other = onlyBatch(id, "failed").path("id").asString();
            proxy.set(FaultProxy.Mode.PASS);
            // A changed stage sends its failed batches again by itself, to where they were collected for.
            service.patch(id, "{\"table\": \"second\"}");
            service.awaitCount(id, "accepted", 2);
            assertThat(awaitRows("first", 2)).hasSize(2);
            assertThat(service.send("POST", path.replace(batch.path("id").asString(), other), null)
                            .statusCode())
                    .isEqualTo(409);

            proxy.set(FaultProxy.Mode.REFUSE);
            publisher.publish("plant/a", "{\"n\": 3}");
            service.awaitCount(id, "failed", 1);
            var third = onlyBatch(id, "failed").path("id").asString();
            proxy.set(FaultProxy.Mode.PASS);
            assertThat(service.send(
                                    "POST",
                                    path.replace(batch.path("id").asString(), third),
                                    "{\"target\": \"current\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(awaitRows("second", 1).getFirst().path("n").asLong()).isEqualTo(3);
            service.awaitCount(id, "accepted", 3);
        }
    }

    @Test
    void deadLettersAreReplayedThroughTheStageAsItIsNow() throws Exception {
        adx.createTable("plant", "letters", "n:long");
        var id = service.create(stage("letters", N, "\"batch\": {\"time\": \"300ms\", \"path\": \".payload.data\"}"));
        service.awaitState(id, "running");
        publisher.publish("plant/a", "{\"n\": 1}");
        publisher.publish("plant/a", "{\"n\": 2");
        publisher.publish("plant/a", "{\"n\": 3}");
        service.awaitCount(id, "deadLettered", 3);
        var path = "/api/stages/" + id + "/dead-letters";
        assertThat(service.send("GET", path + "/download", null).body().lines()).hasSize(3);

        service.patch(id, "{\"batch\": {\"path\": null}}");
        service.awaitState(id, "running");
        var replayed = service.send("POST", path + "/replay", null);
        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        assertThat(replayed.body()).contains("\"replayed\":2", "\"kept\":1");

        service.awaitCount(id, "accepted", 2);
        assertThat(awaitRows("letters", 2))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L, 3L);
        var counters = service.status(id).path("counters");
        assertThat(counters.path("deadLettered").asLong()).isEqualTo(1);
        assertThat(counters.path("received").asLong()).isEqualTo(3);
        var left = service.get(path).path("items");
        assertThat(left).hasSize(1);
        assertThat(left.get(0).path("payload").asString()).isEqualTo("{\"n\": 2");

        assertThat(service.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(service.status(id).path("counters").path("dropped").asLong()).isEqualTo(1);

        service.send("POST", "/api/stages/" + id + "/stop", null);
        service.awaitState(id, "stopped");
        assertThat(service.send("POST", path + "/replay", null).statusCode()).isEqualTo(409);
    }
}
