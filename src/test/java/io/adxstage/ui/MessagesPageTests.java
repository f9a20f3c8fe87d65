package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.listen.Listens;
import io.adxstage.testing.FakeListens;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** Messages beside a draft, with and without the script. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class MessagesPageTests {

    private static final Map<String, String> BROKER =
            Map.of("input", "own", "input.broker", "mqtt://broker:1883", "input.topics", "hall/#");

    @Autowired
    MockMvc mvc;

    @Autowired
    FakeListens listens;

    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void twoMessages() {
        listens.say("hall/3", "{\"temp\": 71.5, \"asset-id\": \"oven\"}", "{\"temp\": 72}");
        listens.inputs.clear();
    }

    private String page(String address) throws Exception {
        return mvc.perform(get(address).session(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String send(String address, Map<String, String> parameters) throws Exception {
        var request = post(address).session(session).with(csrf());
        parameters.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getRedirectedUrl();
    }

    /** What the script gets. */
    private String board(Map<String, String> parameters) throws Exception {
        var request = post("/stages/new/messages/now").session(session).with(csrf());
        parameters.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getContentAsString();
    }

    private String draft() throws Exception {
        return page("/stages/new").replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    @SafeVarargs
    private static Map<String, String> and(Map<String, String> some, Map.Entry<String, String>... more) {
        var all = new HashMap<>(some);
        for (var entry : more) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }

    private Map<String, String> form(String draft, String action) {
        return and(BROKER, Map.entry("draft", draft), Map.entry("action", action));
    }

    @Test
    void withoutScriptsAListenIsWaitedForAndAFieldBecomesAColumn() throws Exception {
        String draft = draft();
        String heard = send("/stages/new/messages", and(form(draft, "listen"), Map.entry("displayName", "Ovens")));

        assertThat(heard).contains("draft=" + draft, "tab=form").endsWith("#messages");
        assertThat(page(heard))
                .contains("It is over.", "hall/3", "10:02:07 UTC", "retained", "value=\"Ovens\"")
                .contains("value=\"column:.temp\"", "Make it the column temp: path .temp, type real")
                .contains("value=\"column:.&quot;asset-id&quot;\"", "data-name=\"asset_id\"")
                .contains("the whole record", "No column has a name and a right path yet");

        String chosen = send("/stages/new/messages", form(draft, "column:.\"asset-id\""));
        chosen = send("/stages/new/messages", form(draft, "column:.temp"));
        assertThat(page(chosen))
                .contains("name=\"columns[0].name\" value=\"asset_id\"", "name=\"columns[1].path\" value=\".temp\"")
                .contains("It is the column temp already", "2 rows.", ">71.5<", ">72<")
                .contains("not say yet, or not rightly, where its rows go");
    }

    @Test
    void aFieldThatIsAColumnAlreadyIsNotAddedAgain() throws Exception {
        String draft = draft();
        send("/stages/new/messages", form(draft, "column:.temp"));
        String again = send("/stages/new/messages", form(draft, "column:.[\"temp\"]"));

        assertThat(page(again)).contains("columns[0].path").doesNotContain("columns[1].path");
    }

    @Test
    void onTheAdvancedTabTheColumnIsWrittenIntoTheText() throws Exception {
        String draft = draft();
        String next = send(
                "/stages/new/messages",
                Map.of(
                        "draft", draft,
                        "action", "column:.temp",
                        "document",
                                "{\"displayName\": \"Ovens\", \"columns\": [{\"name\": \"temp\", \"path\": \".x\"}]}"));

        assertThat(next).contains("tab=advanced");
        assertThat(page(next)).contains("Ovens", "&quot;temp_2&quot;", "&quot;.temp&quot;");
    }

    @Test
    void theScriptSeesMessagesAsTheyComeAndTheRowsOfTheFormAsItStands() throws Exception {
        listens.goOn();
        String draft = draft();
        board(form(draft, "listen"));
        await().untilAsserted(
                        () -> assertThat(board(form(draft, ""))).contains("Listening to hall/#: 2 messages so far"));

        String typed = board(and(
                form(draft, ""),
                Map.entry("columns.sent", "true"),
                Map.entry("columns[0].name", "warmth"),
                Map.entry("columns[0].path", ".temp"),
                Map.entry("columns[1].name", "broken"),
                Map.entry("columns[1].path", "no path")));
        assertThat(typed)
                .contains("It is the column warmth already", ">71.5<", "data-state=\"listening\"")
                .doesNotContain("broken", "<html");

        board(form(draft, "stop"));
        await().untilAsserted(() ->
                assertThat(board(form(draft, ""))).contains("Stopped by hand.", "data-state=\"over\"", "hall/3"));
        assertThat(page("/stages/new?draft=" + draft)).contains("hall/3").doesNotContain("warmth");
    }

    @Test
    void pastedSamplesAreTakenApartToo() throws Exception {
        assertThat(board(Map.of("draft", draft(), "samples", "{\"a\": {\"b\": \"2026-11-25T10:00:00Z\"}}\n\n{oops")))
                .contains("value=\"column:.a.b\"", "type datetime", "The payload is no JSON", "pasted");
        assertThat(listens.inputs).isEmpty();
    }

    @Test
    void whatKeepsItFromListeningIsSaidInPlace() throws Exception {
        String draft = draft();
        board(Map.of("draft", draft, "action", "listen"));
        assertThat(board(Map.of("draft", draft))).contains("There is no broker to listen to", "notice warn");

        board(and(form(draft, "listen"), Map.entry("input.broker", "http://x")));
        assertThat(board(form(draft, ""))).contains("broker", "mqtt://").doesNotContain("There is no broker");

        listens.refuse(new Listens.Outcome.Refused("The broker refused the user name."));
        board(form(draft, "listen"));
        await().untilAsserted(() -> assertThat(board(form(draft, ""))).contains("The broker refused the user name."));
    }

    @Test
    void whatIsOutsideOfTheRecordCannotBeChosen() throws Exception {
        assertThat(board(Map.of(
                        "draft",
                        draft(),
                        "samples",
                        "{\"head\": 1, \"rows\": [{\"a\": 1}, {\"a\": 2}]}",
                        "batch.path",
                        ".payload.rows")))
                .contains("part beside", "value=\"column:.a\"")
                .doesNotContain("column:.head");
    }

    @Test
    void aDraftThatIsGoneIsNoBoard() throws Exception {
        var request =
                post("/stages/new/messages/now").session(session).with(csrf()).param("draft", "gone");
        assertThat(mvc.perform(request).andReturn().getResponse().getStatus()).isEqualTo(404);
    }
}
