package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.flow.MappingCreation;
import io.adxstage.flow.Replay;
import io.adxstage.flow.StageState;
import io.adxstage.letters.Letter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.test.context.support.WithMockUser;

/** Status, switches, batches, dead letters, revisions, validation. */
class OperationsApiTests extends ApiTests {

    @Test
    void theStatusSaysHowAStageIs() {
        running.status = FakeRunningStages.status(StageState.DEGRADED, "The cluster does not answer.", "timed out");
        assertThat(mvc.get().uri("/api/stages/" + create() + "/status"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"state": "degraded", "detail": "The cluster does not answer.",
                 "counters": {"received": 10, "open": 1, "sealed": 2, "inFlight": 3, "accepted": 4, "failed": 0,
                   "deadLettered": 0, "dropped": 0, "arrived": 4, "possibleDuplicates": 0},
                 "rates": {"receivedPerSecond": 1.5, "acceptedPerSecond": 0.5},
                 "pendingBytes": 4096, "oldestPendingSeconds": 7, "deadLettersDropped": 0, "lastAcceptedAt": "2023-08-10T00:54:58Z",
                 "lastError": "timed out", "lastErrorAt": "2023-08-10T00:55:00Z",
                 "certificateExpiresAt": null,
                 "delivery": {"mode": "queued", "streamed": 0, "queued": 0, "fallbackReason": null, "fallbackAt": null,
                   "queuedUntil": null, "missing": null},
                 "expectedLatencySeconds": 360,
                 "latency": {"seconds": 360,
                   "sentence": "The stage collects for 1 min, then the cluster gathers for up to 5 min.",
                   "command": ".alter table ['ovens'] policy ingestionbatching '{}'",
                   "cost": "Smaller batches cost the cluster more."},
                 "mismatches": [
                   {"column": "b", "type": "int", "count": 3, "example": "71.5", "effect": "null"},
                   {"column": "c", "type": null, "count": 1, "example": "\\"x\\"", "effect": "dropped"}],
                 "table": {"known": true, "detail": "Values are checked against the table's columns."},
                 "awaitingArrival": 0, "arrivalLagSeconds": null, "lastArrivedAt": null, "arrivalHidden": 0}
                """);
    }

    @Test
    void whatIsNotKnownIsNullAndNotLeftOut() {
        assertThat(mvc.get().uri("/api/stages/" + create() + "/status"))
                .bodyJson()
                .hasPath("$.lastError")
                .extractingPath("$.lastError")
                .isNull();
    }

    @Test
    void stopAndStartAreKept() {
        var id = create();
        assertThat(mvc.post().uri("/api/stages/" + id + "/stop"))
                .hasStatusOk()
                .bodyJson()
                .hasPath("$.state");
        assertThat(stages.find(id).orElseThrow().stage().enabled()).isFalse();
        assertThat(mvc.get().uri("/api/stages/" + id)).hasHeader("ETag", "\"2\"");
        assertThat(mvc.post().uri("/api/stages/" + id + "/start")).hasStatusOk();
        assertThat(stages.find(id).orElseThrow().stage().enabled()).isTrue();
    }

    @Test
    void flushAsksTheRunningStage() {
        var id = create();
        assertThat(mvc.post().uri("/api/stages/" + id + "/flush"))
                .hasStatusOk()
                .bodyJson()
                .hasPath("$.state");
        assertThat(running.asked).containsExactly("flush " + id);
    }

    @Test
    void theMappingThatStreamingNeedsIsCreatedAndTold() {
        var id = create();
        running.mapping = new MappingCreation.Done(
                List.of(new MappingCreation.Created("adx_stage_1", "db", "ovens", ".create-or-alter table ...")));
        assertThat(mvc.post().uri("/api/stages/" + id + "/mapping"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"mappings": [{"name": "adx_stage_1", "database": "db", "table": "ovens",
                  "command": ".create-or-alter table ..."}]}
                """);
        assertThat(running.asked).contains("mapping " + id);

        running.mapping = new MappingCreation.NotNow("It needs the right Table Ingestor.");
        assertThat(mvc.post().uri("/api/stages/" + id + "/mapping"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("It needs the right Table Ingestor.");
        assertThat(mvc.post().uri("/api/stages/none/mapping")).hasStatus(404);
    }

    @Test
    void batchesAreListed() {
        running.batches = List.of(FakeRunningStages.batch("b1", "failed"));
        assertThat(mvc.get().uri("/api/stages/" + create() + "/batches"))
                .bodyJson()
                .isStrictlyEqualTo("""
                [{"id": "b1", "state": "failed", "rows": 6, "bytes": 512, "rawBytes": 2048, "attempts": 1,
                  "createdAt": "2023-08-10T00:54:58Z", "sealedAt": "2023-08-10T00:54:58Z", "acceptedAt": null, "arrivedAt": null,
                  "database": "db", "table": "ovens", "error": "refused"}]
                """);
    }

    @Test
    void onlyAFailedBatchIsDeletedByHand() {
        running.batches = List.of(FakeRunningStages.batch("b1", "failed"), FakeRunningStages.batch("b2", "inFlight"));
        var path = "/api/stages/" + create() + "/batches/";
        assertThat(mvc.delete().uri(path + "b1")).hasStatus(204);
        assertThat(mvc.delete().uri(path + "b2")).hasStatus(409).bodyText().contains("inFlight");
        assertThat(mvc.delete().uri(path + "b3")).hasStatus(404);
    }

    @Test
    void aFailedBatchIsSentAgainToItsOwnTargetOrToTodays() {
        running.batches = List.of(FakeRunningStages.batch("b1", "failed"), FakeRunningStages.batch("b2", "inFlight"));
        var path = "/api/stages/" + create() + "/batches/";
        assertThat(mvc.post().uri(path + "b1/retry"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.state")
                .isEqualTo("sealed");
        assertThat(post(path + "b1/retry", "{\"target\": \"original\"}")).hasStatusOk();
        assertThat(post(path + "b1/retry", "{\"target\": \"current\"}")).hasStatusOk();
        assertThat(running.asked)
                .containsExactly("retry b1 to ORIGINAL", "retry b1 to ORIGINAL", "retry b1 to CURRENT");
        assertThat(post(path + "b2/retry", "{}")).hasStatus(409).bodyText().contains("not-now", "is being sent");
        assertThat(post(path + "b3/retry", "{}")).hasStatus(404);
        assertThat(post(path + "b1/retry", "{\"target\": \"moon\"}"))
                .hasStatus(422)
                .hasContentType(PROBLEM);
        assertThat(post(path + "b1/retry", "{\"to\": \"current\"}")).hasStatus(422);
    }

    @Test
    void aReplayTellsWhatBecameRowsAndWhatDidNot() {
        var path = "/api/stages/" + create() + "/dead-letters/replay";
        running.replay = new Replay.Replayed(12, 3);
        assertThat(mvc.post().uri(path)).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"replayed\": 12, \"kept\": 3}");
        running.replay = new Replay.NotNow("The stage is stopped. Start it, then replay.");
        assertThat(mvc.post().uri(path)).hasStatus(409).bodyText().contains("Start it, then replay.");
    }

    @Test
    void deadLettersAreDownloadedAsAFile() {
        var id = create();
        running.letters = List.of(new Letter("1", Instant.EPOCH, "a/b", "No JSON.", "oops", "utf-8"));
        assertThat(mvc.get().uri("/api/stages/" + id + "/dead-letters/download"))
                .hasStatusOk()
                .hasContentType("application/x-ndjson")
                .hasHeader("Content-Disposition", "attachment; filename=\"" + id + "-dead-letters.ndjson\"")
                .hasBodyTextEqualTo("oops\n");
    }

    @Test
    void dataOfAStageFileIsActedOnLikeAnyOther() {
        running.batches = List.of(FakeRunningStages.batch("b1", "failed"));
        assertThat(mvc.post().uri("/api/stages/from-file/batches/b1/retry")).hasStatusOk();
        assertThat(mvc.delete().uri("/api/stages/from-file/batches/b1")).hasStatus(204);
        assertThat(mvc.post().uri("/api/stages/from-file/dead-letters/replay")).hasStatusOk();
        assertThat(mvc.delete().uri("/api/stages/from-file/dead-letters")).hasStatus(204);
    }

    @Test
    void deadLettersComeInPages() {
        var time = Instant.parse("2023-08-10T00:54:58.123Z");
        running.letters = List.of(
                new Letter("1", time, "a/b", "The payload is not JSON.", "oops", "utf-8"),
                new Letter("2", time, "a/b", "The payload is not JSON.", "/w==", "base64"));
        assertThat(mvc.get().uri("/api/stages/" + create() + "/dead-letters?offset=1&limit=1"))
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"items": [{"id": "2", "time": "2023-08-10T00:54:58.123Z", "topic": "a/b",
                          "reason": "The payload is not JSON.", "payload": "/w==", "encoding": "base64",
                          "truncated": false}], "total": 2}
                        """);
    }

    @Test
    void deadLettersAreDeletedAllAtOnce() {
        var id = create();
        assertThat(mvc.delete().uri("/api/stages/" + id + "/dead-letters")).hasStatus(204);
        assertThat(running.asked).containsExactly("delete letters of " + id);
    }

    @Test
    @WithMockUser("ada")
    void revisionsSayWhoAndWhenAndAreMasked() {
        var id = create();
        put("/api/stages/" + id, "\"1\"", MASKED.replace("ovens", "furnaces"));
        var revisions = mvc.get().uri("/api/stages/" + id + "/revisions").exchange();
        assertThat(revisions)
                .bodyJson()
                .extractingPath("$[*].version")
                .asArray()
                .containsExactly(2, 1);
        assertThat(revisions).bodyJson().extractingPath("$[*].who").asArray().containsExactly("ada", "ada");
        assertThat(revisions).bodyJson().extractingPath("$[1].when").asString().matches("\\d{4}-\\d\\d-.*Z");
        assertThat(revisions)
                .bodyJson()
                .extractingPath("$[1].document")
                .satisfies(document ->
                        assertThat(json(document)).isEqualTo(json(json(MASKED).toString())));
    }

    @Test
    void withoutSignInAChangeIsKeptAsAnonymous() {
        var id = create();
        assertThat(mvc.get().uri("/api/stages/" + id + "/revisions"))
                .bodyJson()
                .extractingPath("$[0].who")
                .isEqualTo("anonymous");
    }

    @Test
    void anEarlierRevisionIsRestoredAsTheNewest() {
        var id = create();
        put("/api/stages/" + id, "\"1\"", MASKED.replace("ovens", "furnaces"));
        assertThat(mvc.post().uri("/api/stages/" + id + "/revisions/1/restore").header("If-Match", "\"1\""))
                .hasStatus(412);
        assertThat(mvc.post().uri("/api/stages/" + id + "/revisions/1/restore"))
                .hasStatusOk()
                .hasHeader("ETag", "\"3\"")
                .bodyJson()
                .isStrictlyEqualTo(MASKED);
    }

    @Test
    void theLastHourIsToldByTheMinute() {
        assertThat(mvc.get().uri("/api/stages/" + create() + "/history"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"since": "2023-08-10T00:54:00Z",
                         "minutes": [{"start": "2023-08-10T00:54:00Z", "received": 3, "accepted": 2, "arrived": 1}]}
                        """);
    }

    @Test
    void aValidDocumentIsCalledValidAndNotStored() {
        var before = stages.all().size();
        assertThat(post("/api/stages/validate", Samples.STAGE))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"valid\": true, \"warnings\": []}");
        assertThat(stages.all()).hasSize(before);
    }

    @Test
    void warningsDoNotHinder() {
        assertThat(post(
                        "/api/stages/validate",
                        Samples.STAGE.replace(Samples.CANARY, "8b1f2c34-0000-0000-0000-000000000003")))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.warnings[0].pointer")
                .isEqualTo("/authentication/clientSecret");
    }

    @Test
    void aMaskIsValidOnlyBesideTheStageThatKeepsTheSecret() {
        var id = create();
        assertThat(post("/api/stages/validate?stageId=" + id, MASKED)).hasStatusOk();
        assertThat(post("/api/stages/validate", MASKED))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .containsExactly("/authentication/clientSecret");
    }

    @Test
    void theSchemaIsServed() {
        assertThat(mvc.get().uri("/api/stage-schema"))
                .hasStatusOk()
                .hasContentType("application/schema+json")
                .bodyJson()
                .extractingPath("$['$schema']")
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(mvc.get().uri("/api/stage-schema").accept("application/json"))
                .hasContentType("application/json");
    }
}
