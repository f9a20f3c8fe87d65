package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** The form as it is without scripts, and what its script asks. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class FormPageTests {

    private static final String HIDDEN =
            "data-kinds-of=\"authentication.type\" data-kinds=\"certificate\"[^>]* hidden=\"hidden\"";

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    @Autowired
    JdbcClient jdbc;

    private final MockHttpSession session = new MockHttpSession();

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
    }

    private String saved(String document) {
        var tree = ((StageText.Tree) StageText.parse(document)).root();
        return ((SaveResult.Saved) stages.create(tree, "anna")).stage().id();
    }

    private String page(String address) throws Exception {
        return mvc.perform(get(address).session(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static String draft(String html) {
        return html.replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    /** Presses a button of the form, and answers where this leads. */
    private String press(String address, Map<String, String> posted) throws Exception {
        var request = post(address).session(session).with(csrf());
        posted.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getRedirectedUrl();
    }

    private static List<String> columns(String html) {
        return java.util.regex.Pattern.compile("name=\"columns\\[\\d+]\\.name\" value=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyFieldTellsItsDefaultAndAnExample() throws Exception {
        assertThat(page("/stages/new").replaceAll("</?code>", ""))
                .contains("Default:</span> 60s", "Example:</span> 1m30s", "Example:</span> factory/+/telemetry")
                .contains("Default:</span> <span>Until delivered, from 1 s to 2 min apart");
    }

    @Test
    void fieldsOfOtherKindsAreFoldedAwayAndAButtonShowsThoseOfAnotherChoice() throws Exception {
        String first = page("/stages/new");
        assertThat(first).containsPattern(HIDDEN);
        String next = press(
                "/stages/new", Map.of("draft", draft(first), "action", "form", "authentication.type", "certificate"));
        assertThat(page(next)).doesNotContainPattern(HIDDEN);
    }

    @Test
    void aSecretThatIsSetIsNeverShownAndStaysUnlessAnotherIsTyped() throws Exception {
        String id = saved(PagesTests.DOCUMENT);
        String html = page("/stages/" + id + "/edit");
        assertThat(html).contains("A value is set.", "Replace").doesNotContain(PagesTests.SECRET, "**********");
        press(
                "/stages/" + id + "/edit",
                Map.of("draft", draft(html), "action", "save", "table", "kilns", "authentication.clientSecret", ""));
        var document = stages.find(id).orElseThrow().document();
        assertThat(document.path("table").stringValue()).isEqualTo("kilns");
        assertThat(document.at("/authentication/clientSecret").stringValue()).isEqualTo(PagesTests.SECRET);
    }

    @Test
    void aReferenceIsShownAsItIs() throws Exception {
        String id = saved(PagesTests.DOCUMENT.replace(PagesTests.SECRET, "${env:ADX_STAGE_SECRET_OVENS}"));
        assertThat(page("/stages/" + id + "/edit")).contains("value=\"${env:ADX_STAGE_SECRET_OVENS}\"");
    }

    @Test
    void foldedPartsSayWhatIsSetInThem() throws Exception {
        String id = saved(PagesTests.DOCUMENT.replace(
                "\"columns\"", "\"retry\": {\"type\": \"fixed\", \"interval\": \"7s\"}, \"columns\""));
        assertThat(page("/stages/" + id + "/edit").replaceAll("\\s*</?span[^>]*>\\s*", " "))
                .contains("Retry:  At a fixed pace", "Pause:  7s", "as usual");
    }

    @Test
    void columnsAreMovedAndPastedWithoutScripts() throws Exception {
        String id = saved(PagesTests.DOCUMENT);
        String address = "/stages/" + id + "/edit";
        String draft = draft(page(address));
        var posted = new java.util.HashMap<>(Map.of(
                "draft", draft,
                "columns.sent", "true",
                "columns[0].at", "0",
                "columns[0].name", "a",
                "columns[1].at", "1",
                "columns[1].name", "b",
                "columns[1].path", ".x",
                "action", "up:columns:1"));
        String next = press(address, posted);
        assertThat(next).endsWith("#f-columns");
        assertThat(columns(page(next))).containsExactly("b", "a");

        posted.put("columns[0].name", "b");
        posted.put("columns[0].path", ".x");
        posted.put("columns[1].name", "a");
        posted.put("columns[1].path", "");
        posted.put("action", "paste:columns");
        posted.put("columns.paste", "c\t.y\r\n.deep.d\r\n");
        assertThat(columns(page(press(address, posted)))).containsExactly("b", "a", "c", "d");
    }

    /** What the form's script asks as somebody leaves a field. */
    private String asked(String draft, Map<String, String> posted) throws Exception {
        var request =
                post("/stages/drafts/" + draft + "/fields").session(session).with(csrf());
        posted.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getContentAsString();
    }

    @Test
    void theServerChecksFieldsAsTheyAreLeftAndTheDraftStaysAsItIs() throws Exception {
        String draft = draft(page("/stages/new"));
        assertThat(asked(draft, Map.of("batch.time", "soon", "clusterUrl", "ftp://x")))
                .contains("\"f-batch-time\":[{\"detail\":", "\"f-clusterUrl\"");
        assertThat(page("/stages/new?draft=" + draft)).doesNotContain("ftp://x", "aria-invalid");
    }

    @Test
    void aProblemBehindABlankRowIsToldAtTheRowOnThePage() throws Exception {
        String draft = draft(page("/stages/new"));
        assertThat(asked(
                        draft,
                        Map.of(
                                "columns.sent", "true",
                                "columns[0].at", "",
                                "columns[0].name", "",
                                "columns[1].at", "",
                                "columns[1].name", "x",
                                "columns[1].path", "a..b")))
                .contains("\"f-columns-1-path\"")
                .doesNotContain("\"f-columns-0-");
    }

    /** As it could be saved before certificates needed TLS. */
    @Test
    void aStageThatALaterRuleForbidsSaysAtItsFieldWhatToMend() throws Exception {
        String id = saved(PagesTests.DOCUMENT.replaceFirst(
                "\\{",
                "{\"input\": {\"broker\": \"mqtts://broker:8883\", \"topics\": [\"a\"], \"tls\": {\"caCertificate\":"
                        + " \"-----BEGIN CERTIFICATE-----\\\\nMIIB\\\\n-----END CERTIFICATE-----\"}},"));
        jdbc.sql("update stage_revision set document = replace(document, 'mqtts://', 'mqtt://') where stage_id = ?")
                .param(id)
                .update();
        String address = "/stages/" + id + "/edit";
        String asItIs = draft(page(address));
        assertThat(page(press(address, Map.of("draft", asItIs, "action", "save"))))
                .containsPattern(
                        "id=\"f-input-tls-caCertificate-problems\"><li[^>]*>input.tls.caCertificate needs a broker address with"
                                + " mqtts://");
        press(address, Map.of("draft", asItIs, "action", "save", "input.broker", "mqtts://broker:8883"));
        assertThat(stages.find(id).orElseThrow().problems()).isEmpty();
    }

    @Test
    void aDraftThatIsGoneIsNotFound() throws Exception {
        var request = post("/stages/drafts/none/fields").session(session).with(csrf());
        assertThat(mvc.perform(request).andReturn().getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    void theSummaryOfProblemsTakesTheFocus() throws Exception {
        String next = press("/stages/new", Map.of("action", "check", "table", ""));
        assertThat(page(next)).containsPattern("<section class=\"summary bad\"[^>]*tabindex=\"-1\"[^>]*autofocus");
    }
}
