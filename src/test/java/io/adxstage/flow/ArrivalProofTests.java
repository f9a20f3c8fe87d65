package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accepted is not arrived: with a queue that holds things back, and a storage that checks every signature. */
class ArrivalProofTests extends AzuriteFlow {

    private String start(String table) {
        var id = service.create(stage(table, "[{\"name\": \"n\"}]"));
        service.awaitState(id, "running");
        return id;
    }

    private JsonNode failed(String id) {
        for (JsonNode batch : service.get("/api/stages/" + id + "/batches")) {
            if (batch.path("state").asString().equals("failed")) {
                return batch;
            }
        }
        throw new AssertionError("no batch is failed");
    }

    @Test
    void aBatchThatIsRejectedAfterItWasQueuedIsSeenWithItsReasonAndArrivesAfterTheMend() throws Exception {
        cluster.createTable("plant", "other", "n:long");
        var id = start("ovens");
        cluster.hold();
        publisher.publish("plant/a", "{\"n\": 1}");
        var queued = service.awaitCount(id, "accepted", 1);
        assertThat(queued.path("counters").path("failed").asLong()).isZero();
        assertThat(queued.path("awaitingArrival").asLong()).isEqualTo(1);

        cluster.release();
        service.awaitCount(id, "failed", 1);
        var batch = failed(id);
        assertThat(batch.path("error").asString()).contains("BadRequest_TableNotExist", "ovens");

        cluster.createTable("plant", "ovens", "n:long");
        var retry = "/api/stages/" + id + "/batches/" + batch.path("id").asString() + "/retry";
        assertThat(service.send("POST", retry, null).statusCode()).isEqualTo(200);
        var status = service.awaitCount(id, "arrived", 1);
        assertThat(status.path("counters").path("accepted").asLong()).isEqualTo(1);
        assertThat(status.path("counters").path("failed").asLong()).isZero();
        assertThat(cluster.rows("plant", "ovens"))
                .extracting(row -> row.path("n").asLong())
                .containsExactly(1L);
    }

    @Test
    void whatWasAcceptedBeforeARestartIsSeenToArriveAfterIt() throws Exception {
        cluster.createTable("plant", "ovens", "n:long");
        var id = start("ovens");
        cluster.hold();
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);

        service.close();
        startService();
        service.awaitState(id, "running");
        assertThat(service.status(id).path("awaitingArrival").asLong()).isEqualTo(1);
        cluster.release();
        service.awaitCount(id, "arrived", 1);
        assertThat(cluster.rows("plant", "ovens")).hasSize(1);
    }
}
