package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The table of these tests has the columns a:string and b:int. */
class PreviewsApiTests extends ApiTests {

    private static final String STAGE = """
            {"displayName": "Ovens", "clusterUrl": "https://contoso.westeurope.kusto.windows.net", "database": "plant",
             "table": "ovens", "batch": {"time": "20s"}, "columns": [{"name": "a"}, {"name": "b"}],
             "authentication": {"type": "servicePrincipal", "tenantId": "tenant", "clientId": "client",
               "clientSecret": "%s"}}""".formatted(Samples.CANARY);

    private static String body(String stage, String messages) {
        return "{\"stage\": " + stage + ", \"messages\": " + messages + "}";
    }

    @Test
    void samplesBecomeRowsAndWhatDoesNotFitIsMarked() {
        var answer = post("/api/previews", body(STAGE, """
                [{"topic": "plant/1", "payload": {"a": "x", "b": 1.50}},
                 {"topic": "plant/1", "payload": "[{\\"a\\": \\"y\\", \\"b\\": 2}, {}]"},
                 {"topic": "plant/1", "payload": "oops"},
                 {"topic": "plant/1", "payload": "eyJhIjoieiJ9", "encoding": "base64"}]"""));

        assertThat(answer).hasStatusOk().bodyText().doesNotContain(Samples.CANARY);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.rows")
                .satisfies(rows -> assertThat(json(rows))
                        .hasToString("[{\"a\":\"x\",\"b\":1.5},{\"a\":\"y\",\"b\":2},{\"a\":null,\"b\":null},"
                                + "{\"a\":\"z\",\"b\":null}]"));
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.messages[*].rows")
                .asArray()
                .containsExactly(1, 2, 0, 1);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.messages[2].reason")
                .asString()
                .startsWith("The payload is no JSON");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.mismatches")
                .satisfies(found -> assertThat(json(found)).isEqualTo(json("""
                        [{"message": 0, "row": 0, "column": "b", "type": "int", "value": "1.50", "effect": "null",
                          "detail": "The value 1.50 does not fit column b of type int: Azure Data Explorer would make it null."}]""")));
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.columns")
                .satisfies(columns -> assertThat(json(columns)).isEqualTo(json("""
                        [{"name": "a", "type": "string", "inferredType": "string", "missing": false},
                         {"name": "b", "type": "int", "inferredType": "real", "missing": false}]""")));
    }

    @Test
    void theSetupHasTheStagesOwnNamesAndTheLeastRights() {
        var more = STAGE.replace("{\"name\": \"b\"}", "{\"name\": \"b\"}, {\"name\": \"c d\"}");

        assertThat(post("/api/previews", body(more, "[{\"payload\": {\"b\": 1, \"c d\": true}}]")))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.setup[*].command")
                .asArray()
                .containsExactly(
                        ".create-merge table ['ovens'] (['a']:string, ['b']:int, ['c d']:bool)",
                        ".add database ['plant'] ingestors ('aadapp=client;tenant')",
                        ".add database ['plant'] viewers ('aadapp=client;tenant')",
                        ".alter table ['ovens'] policy ingestionbatching '{\"MaximumBatchingTimeSpan\":\"00:00:20\","
                                + "\"MaximumNumberOfItems\":500,\"MaximumRawDataSizeMB\":1024}'");
    }

    @Test
    void aMismatchThatMakesADeadLetterIsItsReason() {
        var strict = STAGE.replace("\"table\"", "\"onMismatch\": \"deadLetter\", \"table\"");
        var answer = post("/api/previews", body(strict, "[{\"payload\": {\"b\": \"hot\"}}]"));

        assertThat(answer).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.messages[0].reason")
                .asString()
                .startsWith("The value \"hot\" does not fit column b of type int");
        assertThat(answer).bodyJson().extractingPath("$.mismatches[0].row").isNull();
    }

    @Test
    void aStoredStageIsTriedByItsIdAndADraftWithItsSecrets() {
        var created = post("/api/stages", STAGE);
        var id = String.valueOf(created.getResponse().getHeader("Location")).substring("/api/stages/".length());
        var messages = "\"messages\": [{\"payload\": {\"a\": \"x\"}}]";

        assertThat(post("/api/previews", "{\"stageId\": \"" + id + "\", " + messages + "}"))
                .hasStatusOk();
        var masked = STAGE.replace(Samples.CANARY, "**********");
        assertThat(post("/api/previews", "{\"stage\": " + masked + ", \"stageId\": \"" + id + "\", " + messages + "}"))
                .hasStatusOk();
        assertThat(post("/api/previews", "{\"stage\": " + masked + ", " + messages + "}"))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("/authentication/clientSecret");
        assertThat(post("/api/previews", "{\"stageId\": \"none\", " + messages + "}"))
                .hasStatus(404);
    }

    @Test
    void whatCannotBePreviewedIsToldByItsPlace() {
        assertThat(post("/api/previews", body("{}", "[{\"payload\": 1}]")))
                .hasStatus(422)
                .hasContentType(PROBLEM)
                .bodyText()
                .contains("invalid-stage", "/clusterUrl");
        assertThat(post("/api/previews", "[]")).hasStatus(422).bodyText().contains("invalid-preview", "/stage");
        assertThat(post("/api/previews", body(STAGE, "[]")))
                .hasStatus(422)
                .bodyText()
                .contains("\"/messages\"");
        assertThat(post("/api/previews", body(STAGE, "[{\"payload\": \"%\", \"encoding\": \"base64\"}]")))
                .hasStatus(422)
                .bodyText()
                .contains("/messages/0/payload");
        assertThat(post("/api/previews", body(STAGE, "[" + "{\"payload\": 1},".repeat(100) + "{\"payload\": 1}]")))
                .hasStatus(422)
                .bodyText()
                .contains("1 to 100");
        assertThat(post("/api/previews", body(STAGE, "[{\"topic\": \"t\"}]")))
                .hasStatus(422)
                .bodyText()
                .contains("/messages/0/payload");
    }

    @Test
    void metadataIsReachableAsInAMessage() {
        var whole = STAGE.replace("\"20s\"", "\"20s\", \"path\": \".\"")
                .replace("{\"name\": \"a\"}", "{\"name\": \"a\", \"path\": \".userProperties[0].value\"}")
                .replace("{\"name\": \"b\"}", "{\"name\": \"b\", \"path\": \".qos\"}");

        assertThat(post("/api/previews", body(whole, """
                [{"topic": "t", "payload": 1, "qos": 2, "userProperties": [{"key": "k", "value": "v"}]}]""")))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.rows[0].a")
                .isEqualTo("v");
    }
}
