package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StagesApiTests extends ApiTests {

    @Test
    void aCreatedStageIsAnsweredAsWrittenWithItsAddressAndVersion() {
        var created = post("/api/stages", Samples.STAGE);
        assertThat(created)
                .hasStatus(201)
                .hasHeader("ETag", "\"1\"")
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo(MASKED);
        var location = created.getResponse().getHeader("Location");
        assertThat(location).matches("/api/stages/[A-Za-z0-9_-]+");
        assertThat(mvc.get().uri(location))
                .hasStatusOk()
                .hasHeader("ETag", "\"1\"")
                .bodyJson()
                .isStrictlyEqualTo(MASKED);
    }

    @Test
    void theListNamesEachStageAndHowItIs() {
        var id = create();
        var list = mvc.get().uri("/api/stages").exchange();
        assertThat(list).hasStatusOk().hasContentType("application/json");
        assertThat(list)
                .bodyJson()
                .extractingPath("$[?(@.id=='" + id + "')]")
                .asArray()
                .singleElement()
                .satisfies(stage -> assertThat(json(stage)).isEqualTo(json("""
                        {"id": "%1$s", "displayName": "Oven telemetry", "enabled": true, "state": "running",
                         "version": 1, "source": "store",
                         "links": {"self": "/api/stages/%1$s", "status": "/api/stages/%1$s/status",
                           "batches": "/api/stages/%1$s/batches", "dead-letters": "/api/stages/%1$s/dead-letters",
                           "revisions": "/api/stages/%1$s/revisions", "page": "/stages/%1$s"}}
                        """.formatted(id))));
        assertThat(list)
                .bodyJson()
                .extractingPath("$[?(@.id=='from-file')].source")
                .asArray()
                .containsExactly("file");
    }

    @Test
    void theEffectiveDocumentHasItsDefaultsFilledIn() {
        var id = create();
        var answer = mvc.get().uri("/api/stages/" + id + "?effective=true").exchange();
        assertThat(answer).hasStatusOk().hasHeader("ETag", "\"1\"");
        assertThat(answer).bodyJson().extractingPath("$.ingestion").isEqualTo("queued");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.authentication.clientSecret")
                .isEqualTo("**********");
    }

    @Test
    void anUnchangedDocumentIsNotSentAgain() {
        var id = create();
        assertThat(mvc.get().uri("/api/stages/" + id).header("If-None-Match", "\"1\""))
                .hasStatus(304);
        assertThat(mvc.get().uri("/api/stages/" + id).header("If-None-Match", "\"2\""))
                .hasStatusOk();
    }

    @Test
    void aReplacedStageHasANewVersionAndKeepsItsMaskedSecret() {
        var id = create();
        var changed = MASKED.replace("\"ovens\"", "\"furnaces\"");
        assertThat(put("/api/stages/" + id, "\"1\"", changed))
                .hasStatusOk()
                .hasHeader("ETag", "\"2\"")
                .bodyJson()
                .isStrictlyEqualTo(changed);
        assertThat(stages.find(id)
                        .orElseThrow()
                        .document()
                        .at("/authentication/clientSecret")
                        .stringValue())
                .isEqualTo(Samples.CANARY);
    }

    @Test
    void aPatchChangesOnlyWhatItNames() {
        var id = create();
        var patched = patch("/api/stages/" + id, "\"1\"", """
                {"table": "furnaces", "retry": null, "batch": {"time": "10s"}}""");
        assertThat(patched).hasStatusOk().hasHeader("ETag", "\"2\"");
        assertThat(patched).bodyJson().extractingPath("$.table").isEqualTo("furnaces");
        assertThat(patched).bodyJson().doesNotHavePath("$.retry");
        assertThat(patched).bodyJson().extractingPath("$.batch.time").isEqualTo("10s");
        assertThat(patched).bodyJson().extractingPath("$.batch.path").isEqualTo(".payload");
        assertThat(stages.find(id)
                        .orElseThrow()
                        .document()
                        .at("/authentication/clientSecret")
                        .stringValue())
                .isEqualTo(Samples.CANARY);
    }

    @Test
    void aMaskedSecretDoesNotFollowToAnotherCluster() {
        var id = create();
        assertThat(patch("/api/stages/" + id, "*", """
                {"clusterUrl": "https://other.westeurope.kusto.windows.net"}"""))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("/authentication/clientSecret");
    }

    @Test
    void anOutdatedChangeIsToldTheCurrentVersion() {
        var id = create();
        put("/api/stages/" + id, "\"1\"", MASKED);
        assertThat(put("/api/stages/" + id, "\"1\"", Samples.STAGE.replace("ovens", "x")))
                .hasStatus(412)
                .hasContentType(PROBLEM)
                .bodyJson()
                .extractingPath("$.currentVersion")
                .isEqualTo((int) stages.find(id).orElseThrow().version());
    }

    @Test
    void aDeletedStageIsGone() {
        var id = create();
        assertThat(mvc.delete().uri("/api/stages/" + id))
                .hasStatus(204)
                .bodyText()
                .isEmpty();
        assertThat(mvc.get().uri("/api/stages/" + id)).hasStatus(404);
        assertThat(mvc.delete().uri("/api/stages/" + id)).hasStatus(404);
    }

    @Test
    void aStageWithUndeliveredRowsIsDeletedOnlyOnDemand() {
        var id = create();
        running.undelivered = 3;
        var refused = mvc.delete().uri("/api/stages/" + id).exchange();
        assertThat(refused).hasStatus(409).hasContentType(PROBLEM);
        assertThat(refused).bodyJson().extractingPath("$.rows").isEqualTo(3);
        assertThat(refused).bodyJson().extractingPath("$.detail").asString().contains("?discard=true");
        assertThat(mvc.delete().uri("/api/stages/" + id + "?discard=true")).hasStatus(204);
    }

    @Test
    void allProblemsOfADocumentAreAnsweredAtOnce() {
        var refused = post("/api/stages", """
                {"displayName": "", "clusterUrl": "https://ingest-c.westeurope.kusto.windows.net",
                 "database": "d", "table": "t", "tabel": "t", "authentication": {"type": "managedIdentity"},
                 "columns": []}""");
        assertThat(refused).hasStatus(422).hasContentType(PROBLEM);
        assertThat(refused)
                .bodyJson()
                .extractingPath("$.errors[*].pointer")
                .asArray()
                .contains("/displayName", "/clusterUrl", "/tabel", "/columns");
        assertThat(refused)
                .bodyJson()
                .extractingPath("$.errors[*].code")
                .asArray()
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(refused).bodyJson().extractingPath("$.warnings").asArray().isEmpty();
    }

    @Test
    void malformedJsonIsToldByLineAndColumn() {
        var refused = post("/api/stages", "{\n  \"displayName\": \"" + Samples.CANARY + "\",\n  oops\n}");
        assertThat(refused).hasStatus(400).hasContentType(PROBLEM);
        assertThat(refused).bodyJson().extractingPath("$.line").isEqualTo(3);
        assertThat(refused).bodyJson().extractingPath("$.column").asNumber().isPositive();
        assertThat(refused).bodyText().doesNotContain(Samples.CANARY);
        assertThat(post("/api/stages", "{\"table\": 1, \"table\": 2}")).hasStatus(400);
        assertThat(post("/api/stages", ""))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.line")
                .isEqualTo(1);
    }

    @Test
    void aStageOfAFileIsReadOnly() {
        var path = "/api/stages/from-file";
        assertThat(mvc.get().uri(path)).hasStatusOk();
        for (var refused : new org.springframework.test.web.servlet.assertj.MvcTestResult[] {
            put(path, null, MASKED),
            put(path, "\"99\"", "{}"),
            patch(path, null, "{}"),
            mvc.delete().uri(path).exchange(),
            mvc.post().uri(path + "/start").exchange(),
            mvc.post().uri(path + "/stop").exchange(),
            mvc.post().uri(path + "/revisions/1/restore").exchange()
        }) {
            assertThat(refused).hasStatus(409).hasContentType(PROBLEM);
            assertThat(refused).bodyJson().extractingPath("$.source").isEqualTo("file");
        }
    }
}
