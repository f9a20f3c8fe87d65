package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** Testing a connection from the pages, as they are without scripts. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class ConnectionTestPageTests {

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    @Autowired
    FakeDoctor doctor;

    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void nobodyWasHere() {
        doctor.patients.clear();
    }

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
    }

    private String saved() {
        var tree = ((StageText.Tree) StageText.parse(PagesTests.DOCUMENT)).root();
        return ((SaveResult.Saved) stages.create(tree, "anna")).stage().id();
    }

    /** Presses a button, and answers the page that this leads to. */
    private String press(String address, Map<String, String> parameters) throws Exception {
        var request = post(address).session(session).with(csrf());
        parameters.forEach(request::param);
        var answer = mvc.perform(request).andReturn();
        assertThat(answer.getResponse().getStatus()).isEqualTo(302);
        return mvc.perform(get(answer.getResponse().getRedirectedUrl()).session(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void theStatusPageListsTheChecksWithTheirMends() throws Exception {
        String page = press("/stages/" + saved() + "/connection-test", Map.of());

        assertThat(page)
                .contains("Connection test: 1 thing is wrong", "Right to ingest", "Failed", "Doubtful", "Skipped")
                .contains(".add database [&#39;db&#39;] ingestors", "<code>a&lt;b</code>")
                .doesNotContain(PagesTests.SECRET);
    }

    @Test
    void theListIsGoneWhenThePageIsOpenedAnew() throws Exception {
        String address = "/stages/" + saved();
        press(address + "/connection-test", Map.of());

        assertThat(mvc.perform(get(address).session(session))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .doesNotContain("Connection test:")
                .contains("data-checks");
    }

    @Test
    void bothTabsOfTheEditorTestTheDraftAsItStands() throws Exception {
        String address = "/stages/" + saved() + "/edit";
        String masked = PagesTests.DOCUMENT.replace(PagesTests.SECRET, "**********");

        String form = press(address, Map.of("action", "test", "table", "kilns"));
        assertThat(form).contains("Connection test:", "value=\"kilns\"");
        String advanced =
                press(address, Map.of("action", "test", "document", masked.replace("\"ovens\"", "\"furnaces\"")));
        assertThat(advanced).contains("Connection test:", "furnaces", "textarea");

        assertThat(doctor.patients)
                .extracting(patient -> patient.stage().table())
                .containsExactly("kilns", "furnaces");
        assertThat(((Authentication.ServicePrincipal)
                                doctor.patients.getLast().stage().authentication())
                        .clientSecret())
                .isEqualTo(new Secret.Literal(PagesTests.SECRET));
    }

    @Test
    void aDraftThatIsNoStageYetIsShownWithItsProblems() throws Exception {
        String page = press("/stages/new", Map.of("action", "test", "table", ""));

        assertThat(page).doesNotContain("Connection test:").contains("f-table-problems");
        assertThat(doctor.patients).isEmpty();
    }

    private MockHttpServletResponse live(String address, Map<String, String> parameters) throws Exception {
        var request = post(address).session(session).with(csrf());
        parameters.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse();
    }

    private String draftOfNewStage() throws Exception {
        return mvc.perform(get("/stages/new").session(session))
                .andReturn()
                .getResponse()
                .getContentAsString()
                .replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void theChecksOfAStageAreToldAsTheyAreDone() throws Exception {
        var answer = live("/stages/" + saved() + "/connection-test/live", Map.of());
        assertThat(answer.getContentType()).startsWith("application/x-ndjson");
        assertThat(answer.getContentAsString().lines())
                .hasSize(2 + doctor.checks.size())
                .first()
                .asString()
                .isEqualTo("{\"waiting\":[{\"subject\":\"Cluster, name\",\"about\":\"\"},"
                        + "{\"subject\":\"Right to ingest\",\"about\":\"\"},{\"subject\":\"Column\",\"about\":\"a<b\"},"
                        + "{\"subject\":\"Broker, sign-in\",\"about\":\"\"}]}");
        assertThat(answer.getContentAsString())
                .contains("\"word\":\"Failed\"", FakeDoctor.GRANT, "Connection test: 1 thing is wrong")
                .doesNotContain(PagesTests.SECRET);
    }

    @Test
    void aDraftIsTestedLiveAsItStandsOnThePageAndStaysAsItIs() throws Exception {
        String id = saved();
        String page = mvc.perform(get("/stages/" + id + "/edit").session(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String draft = page.replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
        live("/stages/drafts/" + draft + "/connection-test?stageId=" + id, Map.of("table", "kilns"));
        assertThat(doctor.patients)
                .extracting(patient -> patient.stage().table())
                .containsExactly("kilns");
        assertThat(mvc.perform(get("/stages/" + id + "/edit?draft=" + draft).session(session))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("value=\"ovens\"")
                .doesNotContain("kilns");
    }

    @Test
    void aDraftThatIsNoStageYetHasNothingToTestLive() throws Exception {
        var answer = live("/stages/drafts/" + draftOfNewStage() + "/connection-test", Map.of("table", ""));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(doctor.patients).isEmpty();
    }
}
