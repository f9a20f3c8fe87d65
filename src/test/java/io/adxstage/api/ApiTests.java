package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.store.Stages;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of the API share: one house, and short words for calls. */
@SpringBootTest(classes = ApiRoom.class)
@AutoConfigureMockMvc
abstract class ApiTests {

    static final String PROBLEM = "application/problem+json;charset=UTF-8";
    static final String MASKED = Samples.STAGE.replace(Samples.CANARY, "**********");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    @BeforeEach
    void nothingIsGoingOn() {
        running.status = FakeRunningStages.QUIET;
        running.batches = java.util.List.of();
        running.letters = java.util.List.of();
        running.replay = new io.adxstage.flow.Replay.Replayed(0, 0);
        running.undelivered = 0;
        running.asked.clear();
    }

    String create() {
        var created = post("/api/stages", Samples.STAGE);
        assertThat(created).hasStatus(201);
        return String.valueOf(created.getResponse().getHeader("Location")).substring("/api/stages/".length());
    }

    MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType("application/json")
                .content(body)
                .exchange();
    }

    MvcTestResult put(String path, String ifMatch, String body) {
        var call = mvc.put().uri(path).contentType("application/json").content(body);
        return (ifMatch == null ? call : call.header("If-Match", ifMatch)).exchange();
    }

    MvcTestResult patch(String path, String ifMatch, String body) {
        var call = mvc.patch()
                .uri(path)
                .contentType("application/merge-patch+json")
                .content(body);
        return (ifMatch == null ? call : call.header("If-Match", ifMatch)).exchange();
    }

    static JsonNode json(Object value) {
        var mapper = JsonMapper.shared();
        return value instanceof String text ? mapper.readTree(text) : mapper.valueToTree(value);
    }
}
