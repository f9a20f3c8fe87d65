package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.FaultProxy;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Stages that stream, alone or managed, from the broker to the table. */
class IngestionModesTests extends WholeFlow {

    private static final String N = "[{\"name\": \"n\"}]";

    private FaultProxy proxy;

    @BeforeEach
    void standBefore() throws Exception {
        adx.createTable("plant", "fast", "n:long, text:string");
        proxy = new FaultProxy(URI.create(adx.url()));
    }

    @AfterEach
    void leave() throws Exception {
        proxy.close();
    }

    private void enablePolicy() {
        adx.command("plant", ".alter table fast policy streamingingestion enable");
    }

    private String run(String mode) {
        return run(mode, N);
    }

    private String run(String mode, String columns) {
        var id = service.create(stage(
                        "fast",
                        columns,
                        "\"batch\": {\"time\": \"300ms\"}",
                        "\"retry\": {\"type\": \"fixed\", \"interval\": \"500ms\"}",
                        "\"ingestion\": \"" + mode + "\"")
                .replace(adx.url(), proxy.url()));
        service.awaitState(id, "running");
        return id;
    }

    private void createMapping(String id) {
        var answer = service.send("POST", "/api/stages/" + id + "/mapping", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode awaitMissing(String id, String what) {
        return service.awaitStatus(
                        id,
                        "missing " + what,
                        status ->
                                status.at("/delivery/missing/what").asString("").equals(what))
                .path("delivery");
    }

    private static long count(JsonNode status, String counter) {
        return status.path("counters").path(counter).asLong();
    }

    @Test
    void aStageThatStreamsHasItsRowsInTheTableWithoutTheQueue() throws Exception {
        enablePolicy();
        var id = run("streaming");
        createMapping(id);

        for (int n = 0; n < 20; n++) {
            publisher.publish("plant/a", "{\"n\": " + n + "}");
        }

        service.awaitCount(id, "accepted", 20);
        assertThat(adx.count("plant", "fast")).isEqualTo(20);
        assertThat(proxy.requests(Kind.BLOB)).isZero();
        assertThat(proxy.requests(Kind.QUEUE)).isZero();
        var delivery = service.status(id).path("delivery");
        assertThat(delivery.path("mode").asString()).isEqualTo("streaming");
        assertThat(delivery.path("streamed").asLong()).isPositive();
        assertThat(delivery.path("queued").asLong()).isZero();
        assertThat(delivery.path("fallbackReason").isNull()).isTrue();
    }

    @Test
    void whatATableLacksIsSaidAndTheRowsWaitForIt() throws Exception {
        var id = run("streaming");
        publisher.publish("plant/a", "{\"n\": 1}");

        var delivery = awaitMissing(id, "policy");
        var status = service.status(id);
        assertThat(status.path("state").asString()).isEqualTo("degraded");
        assertThat(count(status, "accepted") + count(status, "failed")).isZero();
        String command = delivery.at("/missing/command").asString();
        assertThat(status.path("detail").asString()).contains(command);
        adx.command("plant", command);

        assertThat(awaitMissing(id, "mapping").at("/missing/command").asString())
                .startsWith(".create-or-alter table ['fast'] ingestion json mapping 'adx_stage_");
        createMapping(id);

        service.awaitCount(id, "accepted", 1);
        service.awaitStatus(
                id, "nothing missing", now -> now.at("/delivery/missing").isNull());
        assertThat(awaitRows("fast", 1).getFirst().path("n").asLong()).isEqualTo(1);
        assertThat(proxy.requests(Kind.QUEUE)).isZero();
        assertThat(count(service.status(id), "possibleDuplicates")).isZero();
    }

    @Test
    void aMappingThatTheClusterRefusesIsNoMapping() throws Exception {
        var id = run("streaming");
        proxy.set(Kind.MANAGEMENT, Mode.status(403));

        var answer = service.send("POST", "/api/stages/" + id + "/mapping", null);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("was not created", "Table Ingestor");
        assertThat(service.send("POST", "/api/stages/none/mapping", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMessageTooLargeForStreamingIsQueuedAndThatIsSeen() throws Exception {
        enablePolicy();
        var id = run("streaming", "[{\"name\": \"n\"}, {\"name\": \"text\"}]");
        createMapping(id);

        publisher.publish("plant/a", "{\"n\": 1, \"text\": \"" + "x".repeat(4_100_000) + "\"}");
        service.awaitCount(id, "accepted", 1);
        publisher.publish("plant/a", "{\"n\": 2, \"text\": \"small\"}");
        service.awaitCount(id, "accepted", 2);

        var delivery = service.status(id).path("delivery");
        assertThat(delivery.path("queued").asLong()).isEqualTo(1);
        assertThat(delivery.path("streamed").asLong()).isEqualTo(1);
        assertThat(delivery.path("fallbackReason").asString()).contains("too large for streaming");
        assertThat(delivery.path("queuedUntil").isNull()).isTrue();
        assertThat(awaitRows("fast", 2)).hasSize(2);
    }

    @Test
    void aStageThatStreamsSealsItsBatchesBeforeTheyAreTooLarge() throws Exception {
        enablePolicy();
        var id = run("streaming", "[{\"name\": \"text\"}]");
        createMapping(id);
        service.patch(id, "{\"batch\": {\"time\": \"1h\"}}");
        service.awaitState(id, "running");

        String text = "x".repeat(500_000);
        for (int i = 0; i < 14; i++) {
            publisher.publish("plant/a", "{\"text\": \"" + text + "\"}");
        }

        service.awaitCount(id, "accepted", 12);
        service.awaitCount(id, "open", 2);
        var delivery = service.status(id).path("delivery");
        assertThat(delivery.path("streamed").asLong()).isEqualTo(2);
        assertThat(delivery.path("queued").asLong()).isZero();
    }

    @Test
    void aManagedStageQueuesWhereStreamingIsNotPossibleAndSaysWhy() throws Exception {
        var id = run("managed");

        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);

        var status = service.status(id);
        assertThat(status.path("state").asString()).isEqualTo("running");
        assertThat(status.path("detail").asString()).contains("queued for the time being", "not enabled");
        assertThat(status.at("/delivery/queued").asLong()).isEqualTo(1);
        assertThat(status.at("/delivery/missing/what").asString()).isEqualTo("policy");
        assertThat(count(status, "possibleDuplicates")).isZero();

        long asked = proxy.requests(Kind.STREAM);
        publisher.publish("plant/a", "{\"n\": 2}");
        service.awaitCount(id, "accepted", 2);
        assertThat(proxy.requests(Kind.STREAM)).isEqualTo(asked);

        // A mapping made here is a reason to try at once.
        enablePolicy();
        createMapping(id);
        publisher.publish("plant/a", "{\"n\": 3}");
        service.awaitStatus(id, "streamed", now -> now.at("/delivery/streamed").asLong() == 1);
        assertThat(awaitRows("fast", 3)).hasSize(3);
    }

    @Test
    void aManagedStageQueuesWhileStreamingIsThrottledOrDown() throws Exception {
        enablePolicy();
        var id = run("managed");
        createMapping(id);

        proxy.set(Kind.STREAM, Mode.status(503));
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);
        assertThat(proxy.requests(Kind.STREAM)).isEqualTo(2);
        assertThat(service.status(id).at("/delivery/fallbackReason").asString()).contains("503");

        createMapping(id);
        proxy.set(Kind.STREAM, Mode.throttled(Duration.ofMinutes(5)));
        publisher.publish("plant/a", "{\"n\": 2}");
        service.awaitCount(id, "accepted", 2);
        var status = service.status(id);
        assertThat(status.at("/delivery/fallbackReason").asString()).contains("429");
        assertThat(status.at("/delivery/queued").asLong()).isEqualTo(2);
        assertThat(count(status, "possibleDuplicates")).isZero();
        assertThat(awaitRows("fast", 2)).hasSize(2);
    }

    @Test
    void rowsThatMayHaveBeenStreamedAndAreQueuedAreCountedAsPossibleDuplicates() throws Exception {
        enablePolicy();
        var id = run("managed");
        createMapping(id);

        proxy.set(Kind.STREAM, Mode.CUT_ANSWER);
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitCount(id, "accepted", 1);

        assertThat(count(service.status(id), "possibleDuplicates")).isEqualTo(1);
        assertThat(awaitRows("fast", 2)).hasSize(2);
    }

    @Test
    void batchesOfOneModeAreSentByTheNext() throws Exception {
        enablePolicy();
        var id = run("queued");
        createMapping(id);
        proxy.set(Mode.status(503));
        publisher.publish("plant/a", "{\"n\": 1}");
        service.awaitStatus(
                id,
                "waits",
                status -> count(status, "sealed") + count(status, "inFlight") == 1
                        && !status.path("lastError").isNull());
        proxy.set(Kind.STREAM, Mode.PASS);

        service.patch(id, "{\"ingestion\": \"streaming\"}");

        service.awaitCount(id, "accepted", 1);
        assertThat(service.status(id).at("/delivery/streamed").asLong()).isEqualTo(1);

        proxy.set(Kind.STREAM, Mode.status(503));
        publisher.publish("plant/a", "{\"n\": 2}");
        service.awaitStatus(
                id,
                "waits again",
                status -> count(status, "sealed") + count(status, "inFlight") == 1
                        && status.path("lastError").asString("").contains("503"));
        proxy.set(Mode.PASS);
        proxy.set(Kind.STREAM, Mode.status(503));
        service.patch(id, "{\"ingestion\": \"queued\"}");

        service.awaitCount(id, "accepted", 2);
        assertThat(service.status(id).at("/delivery/queued").asLong()).isEqualTo(1);
        assertThat(awaitRows("fast", 2)).hasSize(2);
    }

    @Test
    void aRestartAmidAStreamSendsAgainAndCountsIt() throws Exception {
        enablePolicy();
        var id = run("streaming");
        createMapping(id);
        proxy.set(Kind.STREAM, Mode.BLACK_HOLE);
        publisher.publish("plant/a", "{\"n\": 1}");
        Awaitility.await().until(() -> proxy.requests(Kind.STREAM) > 0);

        // The stop waits for the answer, which never comes.
        var stopping = Thread.ofVirtual().start(() -> service.close());
        proxy.set(Kind.STREAM, Mode.RESET);
        stopping.join();
        proxy.set(Mode.PASS);
        startService();

        service.awaitCount(id, "accepted", 1);
        assertThat(count(service.status(id), "possibleDuplicates")).isEqualTo(1);
        assertThat(awaitRows("fast", 1)).hasSize(1);
    }

    @Test
    void aKillAmidAStreamSendsAgainAndCountsIt() throws Exception {
        enablePolicy();
        var id = run("streaming");
        createMapping(id);
        proxy.set(Kind.STREAM, Mode.BLACK_HOLE);
        publisher.publish("plant/a", "{\"n\": 1}");
        Awaitility.await().until(() -> proxy.requests(Kind.STREAM) > 0);

        // What a process that is killed at this moment leaves, without the one that goes on here.
        copyData("killed");
        proxy.set(Mode.REFUSE);
        service.close();
        proxy.set(Mode.PASS);
        Files.move(folder.resolve("data"), folder.resolve("went-on"));
        Files.move(folder.resolve("killed"), folder.resolve("data"));
        startService();

        service.awaitCount(id, "accepted", 1);
        assertThat(count(service.status(id), "possibleDuplicates")).isEqualTo(1);
        assertThat(awaitRows("fast", 1)).hasSize(1);
    }

    private void copyData(String to) throws IOException {
        Path data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(to).resolve(data.relativize(file)));
            }
        }
    }
}
