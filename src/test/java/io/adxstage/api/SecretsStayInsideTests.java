package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A literal secret goes in, and out of nothing: no answer, no line of the log. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsStayInsideTests extends ApiTests {

    @Test
    void aLiteralSecretIsInNoAnswerAndInNoLog(CapturedOutput output) {
        var id = create();
        var stage = "/api/stages/" + id;
        var secret = "{\"authentication\": {\"clientSecret\": \"" + Samples.CANARY + "\"}";
        Stream.of(
                        post("/api/stages", Samples.STAGE),
                        post("/api/stages", Samples.STAGE.replace("\"ovens\"", "7")),
                        post("/api/stages", Samples.STAGE.replace("tenantId", "tenant")),
                        post("/api/stages", Samples.STAGE.replace("clientSecret", "secret")),
                        post("/api/stages", Samples.STAGE.replace("servicePrincipal", "password")),
                        post("/api/stages", Samples.STAGE.replace("clientSecret\": ", "clientSecret\" ")),
                        post("/api/stages", Samples.STAGE.replace("\"" + Samples.CANARY, Samples.CANARY)),
                        post("/api/stages", Samples.STAGE + Samples.CANARY),
                        post("/api/stages", "[\"" + Samples.CANARY + "\"]"),
                        post("/api/stages", "\"" + Samples.CANARY + "\""),
                        post("/api/stages/validate", Samples.STAGE),
                        post("/api/stages/validate?stageId=" + id, Samples.STAGE.replace("clientId", "client")),
                        get("/api/stages"),
                        get(stage),
                        get(stage + "?effective=true"),
                        get(stage + "/status"),
                        get(stage + "/batches"),
                        get(stage + "/dead-letters"),
                        put(stage, "\"1\"", Samples.STAGE.replace("ovens", "furnaces")),
                        put(stage, "\"1\"", Samples.STAGE),
                        put(stage, null, Samples.STAGE),
                        put(stage, "*", Samples.STAGE.replace("columns", "rows")),
                        patch(stage, "*", secret + "}"),
                        patch(stage, "*", secret),
                        patch(stage, "*", "{\"columns\": \"" + Samples.CANARY + "\"}"),
                        mvc.post().uri(stage + "/stop").exchange(),
                        mvc.post().uri(stage + "/start").exchange(),
                        mvc.post().uri(stage + "/flush").exchange(),
                        get(stage + "/revisions"),
                        mvc.post().uri(stage + "/revisions/1/restore").exchange(),
                        get("/api/stages/from-file"),
                        get("/api/stages/from-file?effective=true"),
                        get("/api/stages/from-file/revisions"),
                        put("/api/stages/from-file", "*", Samples.STAGE),
                        get("/api/stage-schema"),
                        get("/v3/api-docs"),
                        mvc.delete().uri(stage).exchange())
                .forEach(
                        answer -> assertThat(answer).as(name(answer)).bodyText().doesNotContain("canary"));
        assertThat(output).doesNotContain("canary");
    }

    private MvcTestResult get(String path) {
        return mvc.get().uri(path).exchange();
    }

    private static String name(MvcTestResult answer) {
        return answer.getRequest().getMethod() + " " + answer.getRequest().getRequestURI();
    }
}
