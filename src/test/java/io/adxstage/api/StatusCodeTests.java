package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** Which status a request earns; ID stands for a stage that is there at version 1. */
class StatusCodeTests extends ApiTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // method, path, content type, body, status
                "GET,    /api/stages,                          -,                -,        200",
                "HEAD,   /api/stages,                          -,                -,        200",
                "OPTIONS,/api/stages,                          -,                -,        200",
                "PUT,    /api/stages,                          application/json, {},       405",
                "DELETE, /api/stages,                          -,                -,        405",
                "POST,   /api/stages,                          -,                {},       415",
                "POST,   /api/stages,                          text/plain,       {},       415",
                "POST,   /api/stages,                          application/xml,  <a/>,     415",
                "POST,   /api/stages,  application/merge-patch+json,             {},       415",
                "POST,   /api/stages,  application/json;charset=utf-16,          {},       415",
                "POST,   /api/stages,  application/json;charset=UTF-8,           {},       422",
                "POST,   /api/stages,                          application/json, {},       422",
                "POST,   /api/stages,                          application/json, [],       422",
                "POST,   /api/stages,                          application/json, 7,        422",
                "POST,   /api/stages,                          application/json, null,     422",
                "POST,   /api/stages,                          application/json, {} {},    400",
                "POST,   /api/stages,                          application/json, {,        400",
                "GET,    /api/stages/none,                     -,                -,        404",
                "GET,    /api/stages/ID?effective=maybe,       -,                -,        400",
                "POST,   /api/stages/ID,                       application/json, {},       405",
                "PUT,    /api/stages/none,                     application/json, {},       404",
                "PUT,    /api/stages/ID,                       application/json, {},       428",
                "PUT,    /api/stages/ID,                       text/plain,       {},       415",
                "PATCH,  /api/stages/none,                     application/json, {},       404",
                "PATCH,  /api/stages/ID,                       application/json, {},       428",
                "PATCH,  /api/stages/ID,                       text/plain,       {},       415",
                "DELETE, /api/stages/none,                     -,                -,        404",
                "GET,    /api/stages/ID/status,                -,                -,        200",
                "GET,    /api/stages/none/status,              -,                -,        404",
                "GET,    /api/stages/ID/history,               -,                -,        200",
                "GET,    /api/stages/none/history,             -,                -,        404",
                "POST,   /api/stages/ID/history,               -,                -,        405",
                "POST,   /api/stages/ID/status,                -,                -,        405",
                "POST,   /api/stages/ID/start,                 -,                -,        200",
                "POST,   /api/stages/ID/stop,                  -,                -,        200",
                "GET,    /api/stages/ID/start,                 -,                -,        405",
                "POST,   /api/stages/none/start,               -,                -,        404",
                "POST,   /api/stages/none/stop,                -,                -,        404",
                "POST,   /api/stages/ID/flush,                 -,                -,        200",
                "POST,   /api/stages/none/flush,               -,                -,        404",
                "GET,    /api/stages/ID/batches,               -,                -,        200",
                "GET,    /api/stages/none/batches,             -,                -,        404",
                "DELETE, /api/stages/ID/batches/none,          -,                -,        404",
                "DELETE, /api/stages/none/batches/none,        -,                -,        404",
                "POST,   /api/stages/ID/batches/none/retry,    -,                -,        404",
                "POST,   /api/stages/none/batches/none/retry,  -,                -,        404",
                "POST,   /api/stages/ID/batches/none/retry,    application/json, {,        400",
                "POST,   /api/stages/ID/batches/none/retry,    application/json, [],       422",
                "POST,   /api/stages/ID/batches/none/retry,    text/plain,       x,        415",
                "GET,    /api/stages/ID/batches/none/retry,    -,                -,        405",
                "POST,   /api/stages/ID/dead-letters/replay,   -,                -,        200",
                "POST,   /api/stages/none/dead-letters/replay, -,                -,        404",
                "GET,    /api/stages/ID/dead-letters/replay,   -,                -,        405",
                "GET,    /api/stages/ID/dead-letters/download, -,                -,        200",
                "GET,    /api/stages/none/dead-letters/download, -,              -,        404",
                "GET,    /api/stages/ID/dead-letters,          -,                -,        200",
                "GET,    /api/stages/none/dead-letters,        -,                -,        404",
                "GET,    /api/stages/ID/dead-letters?offset=-1,-,                -,        400",
                "GET,    /api/stages/ID/dead-letters?limit=0,  -,                -,        400",
                "GET,    /api/stages/ID/dead-letters?limit=501,-,                -,        400",
                "GET,    /api/stages/ID/dead-letters?limit=x,  -,                -,        400",
                "DELETE, /api/stages/ID/dead-letters,          -,                -,        204",
                "DELETE, /api/stages/none/dead-letters,        -,                -,        404",
                "GET,    /api/stages/ID/revisions,             -,                -,        200",
                "GET,    /api/stages/none/revisions,           -,                -,        404",
                "POST,   /api/stages/ID/revisions/1/restore,   -,                -,        200",
                "POST,   /api/stages/ID/revisions/9/restore,   -,                -,        404",
                "POST,   /api/stages/ID/revisions/x/restore,   -,                -,        404",
                "POST,   /api/stages/none/revisions/1/restore, -,                -,        404",
                "POST,   /api/stages/validate,                 application/json, {},       422",
                "POST,   /api/stages/validate?stageId=none,    application/json, {},       404",
                "POST,   /api/stages/validate,                 text/plain,       {},       415",
                "GET,    /api/stage-schema,                    -,                -,        200",
                "GET,    /api,                                 -,                -,        404",
                "GET,    /api/nowhere,                         -,                -,        404",
                "POST,   /api/nowhere,                         application/json, {},       404",
            })
    void aRequestEarnsItsStatus(String method, String path, String type, String body, int status) {
        var call = mvc.method(HttpMethod.valueOf(method)).uri(path.replace("ID", create()));
        if (type != null) {
            call.header("Content-Type", type);
        }
        var answer = call.content(body == null ? "" : body).exchange();
        assertThat(answer).hasStatus(status);
        if (status >= 400) {
            assertThat(answer).hasContentType(PROBLEM);
            assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
            assertThat(answer).bodyJson().extractingPath("$.title").asString().isNotBlank();
            assertThat(answer).bodyJson().extractingPath("$.detail").asString().endsWith(".");
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$.instance")
                    .asString()
                    .startsWith("/api");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*               | 200",
                "\"1\"           | 200",
                "\"0\", \"1\"    | 200",
                "\"2\"           | 412",
                "\"01\"          | 412",
                "W/\"1\"         | 412",
                "\"\"            | 412",
                "\"abc\"         | 412",
                "1               | 400",
                "\"1             | 400",
                "\"1\" \"2\"     | 400",
                "*, \"1\"        | 400",
            })
    void aChangeNeedsTheCurrentVersion(String ifMatch, int status) {
        assertThat(put("/api/stages/" + create(), ifMatch, MASKED)).hasStatus(status);
        assertThat(patch("/api/stages/" + create(), ifMatch, "{\"table\": \"t\"}"))
                .hasStatus(status);
    }

    @Test
    void whatIsNotAllowedSaysWhatIs() {
        var answer = mvc.put()
                .uri("/api/stages")
                .contentType("application/json")
                .content("{}")
                .exchange();
        assertThat(answer.getResponse().getHeader("Allow")).contains("GET").contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png"})
    void otherThanJsonIsNotAnswered(String accept) {
        assertThat(mvc.get().uri("/api/stages").header("Accept", accept))
                .hasStatus(406)
                .hasContentType(PROBLEM);
        var before = stages.all().size();
        assertThat(mvc.post()
                        .uri("/api/stages")
                        .header("Accept", accept)
                        .contentType("application/json")
                        .content(Samples.STAGE))
                .hasStatus(406);
        assertThat(stages.all()).hasSize(before);
    }

    @Test
    void aBodyMayHaveOneMebibyte() {
        var padding = DraftReader.LIMIT - Samples.STAGE.length();
        assertThat(post("/api/stages", Samples.STAGE + " ".repeat(padding))).hasStatus(201);
        assertThat(post("/api/stages", Samples.STAGE + " ".repeat(padding + 1)))
                .hasStatus(413)
                .hasContentType(PROBLEM);
    }

    @Test
    void whatWasNotForeseenIsToldByReferenceOnly() {
        running.status = null;
        var answer = mvc.get().uri("/api/stages/" + create() + "/status").exchange();
        assertThat(answer).hasStatus(500).hasContentType(PROBLEM);
        assertThat(answer).bodyJson().extractingPath("$.reference").asString().hasSize(36);
        assertThat(answer).bodyText().doesNotContain("Exception", "null", "io.adxstage");
    }
}
