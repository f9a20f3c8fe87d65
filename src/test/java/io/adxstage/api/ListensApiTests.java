package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.listen.Bounds;
import io.adxstage.listen.Listens;
import io.adxstage.stage.Input;
import io.adxstage.testing.FakeListens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ListensApiTests extends ApiTests {

    private static final String INPUT = """
            {"broker": "mqtt://broker:1883", "topics": ["plant/#"],
             "authentication": {"type": "usernamePassword", "username": "u", "password": "%s"}}""".formatted(Samples.CANARY);

    @Autowired
    FakeListens listens;

    private static String body(String input, String more) {
        return "{\"stage\": {\"displayName\": \"not finished\", \"input\": " + input + "}" + more + "}";
    }

    private static List<JsonNode> lines(MvcTestResult answer) throws Exception {
        assertThat(answer).hasStatusOk().hasContentType("application/x-ndjson;charset=UTF-8");
        return answer.getResponse()
                .getContentAsString()
                .lines()
                .map(ApiTests::json)
                .toList();
    }

    private Input last() {
        return listens.inputs.getLast();
    }

    @Test
    void messagesComeAsLinesAndTheLastOneProposesColumns() throws Exception {
        listens.say("plant/1", "{\"asset-id\": \"oven\", \"p\": {\"value\": 1.5}, \"t\": {\"value\": 2}}", "oops");

        var lines = lines(post("/api/listens", body(INPUT, ", \"messages\": 5, \"seconds\": 3")));

        assertThat(listens.bounds.getLast()).isEqualTo(new Bounds(5, 3));
        assertThat(last().topics()).containsExactly("plant/#");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo(json("{\"event\": \"listening\", \"filters\": [\"plant/#\"], \"refusals\": []}"));
        assertThat(lines.get(1)).isEqualTo(json("""
                {"event": "message", "topic": "plant/1",
                 "payload": "{\\"asset-id\\": \\"oven\\", \\"p\\": {\\"value\\": 1.5}, \\"t\\": {\\"value\\": 2}}",
                 "encoding": "utf-8", "bytes": 60, "qos": 1, "retain": true,
                 "systemProperties": {"timestamp": "2026-11-25T10:02:07.123Z"}, "properties": {},
                 "userProperties": [{"key": "k", "value": "v"}], "packetId": 7}"""));
        assertThat(lines.get(3)).isEqualTo(json("""
                {"event": "end", "reason": "seconds", "messages": 2, "detail": "It is over.", "columns": [
                  {"name": "asset_id", "path": ".\\"asset-id\\"", "type": "string"},
                  {"name": "value", "path": ".p.value", "type": "real"},
                  {"name": "t_value", "path": ".t.value", "type": "long"}]}"""));
    }

    @Test
    void aLineMayBeSentToAPreview() throws Exception {
        listens.say("plant/1", "{\"a\": \"x\", \"b\": 2}");
        var message = lines(post("/api/listens", body(INPUT, ""))).get(1);
        var id = create();

        assertThat(post("/api/previews", "{\"stageId\": \"" + id + "\", \"messages\": [" + message + "]}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.messages[0].rows")
                .isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextComeAsBase64() throws Exception {
        listens.say("plant/1", List.of(new byte[] {(byte) 0xff, 0}));

        var message = lines(post("/api/listens", body(INPUT, ""))).get(1);
        assertThat(message.path("encoding").stringValue()).isEqualTo("base64");
        assertThat(message.path("payload").stringValue()).isEqualTo("/wA=");
    }

    @Test
    void maskedSecretsAreThoseOfTheStoredStage() throws Exception {
        var with = Samples.STAGE.strip().replaceFirst("\\{", "{\"input\": " + INPUT.replace("$", "\\$") + ",");
        var created = post("/api/stages", with);
        assertThat(created).hasStatus(201);
        var id = String.valueOf(created.getResponse().getHeader("Location")).substring("/api/stages/".length());
        listens.say("plant/1", "{}");

        lines(post("/api/listens", "{\"stageId\": \"" + id + "\"}"));
        assertThat(password()).isEqualTo(Samples.CANARY);
        var masked = INPUT.replace(Samples.CANARY, "**********");
        lines(post("/api/listens", body(masked, ", \"stageId\": \"" + id + "\"")));
        assertThat(password()).isEqualTo(Samples.CANARY);
        assertThat(post("/api/listens", body(masked, "")))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].pointer")
                .isEqualTo("/input/authentication/password");
    }

    private String password() {
        var user = (Input.Authentication.UsernamePassword) last().authentication();
        return ((io.adxstage.stage.Secret.Literal) user.password()).value();
    }

    @Test
    void whatCannotBeListenedToIsToldByItsPlace() {
        assertThat(post("/api/listens", "[]")).hasStatus(422).hasContentType(PROBLEM);
        assertThat(post("/api/listens", "{}"))
                .hasStatus(422)
                .bodyText()
                .contains("\"/input\"", "There is no broker to listen to");
        assertThat(post("/api/listens", body("{\"broker\": \"http://x\", \"topics\": [\"a\"]}", "")))
                .hasStatus(422)
                .bodyText()
                .contains("/input/broker");
        assertThat(post("/api/listens", body(INPUT, ", \"seconds\": 61, \"messages\": \"9\", \"topic\": 1")))
                .hasStatus(422)
                .bodyText()
                .contains("/seconds", "1 to 60", "/messages", "1 to 100", "/topic");
        assertThat(post("/api/listens", "{\"stageId\": \"none\"}")).hasStatus(404);
    }

    @Test
    void aBrokerThatRefusesAndTooManyListensAreProblems() {
        listens.refuse(new Listens.Outcome.Refused("The broker at tcp://broker:1883 refused the user name."));
        assertThat(post("/api/listens", body(INPUT, "")))
                .hasStatus(502)
                .hasContentType(PROBLEM)
                .bodyText()
                .contains("refused the user name", "urn:adx-stage:problem:broker");
        listens.refuse(new Listens.Outcome.Busy());
        assertThat(post("/api/listens", body(INPUT, "")))
                .hasStatus(429)
                .bodyText()
                .contains("Try again");
    }
}
