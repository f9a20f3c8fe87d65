package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.HashMap;
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
import tools.jackson.databind.JsonNode;

/** Earlier versions, and what two people made of one version. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class RevisionPagesTests {

    private static final String REPLACED = "another-s3cret";

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    private final MockHttpSession session = new MockHttpSession();
    private String id = "";

    @BeforeEach
    void oneStage() {
        id = ((SaveResult.Saved) stages.create(tree(PagesTests.DOCUMENT), "anna"))
                .stage()
                .id();
    }

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
    }

    private static JsonNode tree(String text) {
        return ((StageText.Tree) StageText.parse(text)).root();
    }

    /** Somebody saves the stage as it is with this change. */
    private void saves(String who, String what, String becomes) {
        var current = stages.find(id).orElseThrow();
        var text = current.document().toString();
        assertThat(text).contains(what);
        assertThat(stages.replace(id, tree(text.replace(what, becomes)), current.version(), who))
                .isInstanceOf(SaveResult.Saved.class);
    }

    private String page(String address) throws Exception {
        var response = mvc.perform(get(address).session(session)).andReturn().getResponse();
        assertThat(response.getStatus()).as(address).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(String address, Map<String, String> parameters) throws Exception {
        var request = post(address).session(session).with(csrf());
        parameters.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse();
    }

    private String next(String address, Map<String, String> parameters) throws Exception {
        var response = send(address, parameters);
        assertThat(response.getStatus()).isEqualTo(302);
        return response.getRedirectedUrl();
    }

    private JsonNode stored(String pointer) {
        return stages.find(id).orElseThrow().document().at(pointer);
    }

    @Test
    void eachVersionSaysInWordsWhatItChanged() throws Exception {
        saves("bert", "\"table\":\"ovens\"", "\"table\":\"kilns\",\"batch\":{\"time\":\"30s\"}");
        saves("cid", PagesTests.SECRET, REPLACED);
        assertThat(page("/stages/" + id + "/revisions"))
                .containsSubsequence("cid", "authentication.clientSecret: another secret", "bert")
                .contains("table: ovens → kilns", "batch.time: set to 30s", "The first one.", ">current<")
                .doesNotContain(PagesTests.SECRET, REPLACED);
    }

    @Test
    void twoVersionsAreSeenSideBySideWithSecretsMasked() throws Exception {
        saves("bert", "\"table\":\"ovens\"", "\"table\":\"kilns\"");
        saves("cid", PagesTests.SECRET, REPLACED);
        String html = page("/stages/" + id + "/revisions/compare?from=1&to=3");
        assertThat(html)
                .containsSubsequence("<del>", ">ovens<", "<ins>", ">kilns<")
                .containsSubsequence("a secret", "another secret")
                .contains("data-label=\"Version 1 (anna)\"", "Restore version 1", "**********")
                .doesNotContain(PagesTests.SECRET, REPLACED);
        assertThat(page("/stages/" + id + "/revisions/compare?from=2&to=2")).contains("are the same");
        assertThat(mvc.perform(get("/stages/" + id + "/revisions/compare?from=1&to=9"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aVersionIsRestoredUnlessSomebodyWasFaster() throws Exception {
        saves("bert", "\"table\":\"ovens\"", "\"table\":\"kilns\"");
        String restore = "/stages/" + id + "/revisions/1/restore";
        next(restore, Map.of("expected", "1"));
        assertThat(page("/stages/" + id)).contains("Somebody else changed this stage just now");
        assertThat(stored("/table").stringValue()).isEqualTo("kilns");
        next(restore, Map.of("expected", "2"));
        assertThat(stored("/table").stringValue()).isEqualTo("ovens");
        assertThat(page("/stages/" + id)).contains("Version 3", "saved again as the newest one");
        assertThat(send(restore, Map.of()).getStatus()).isEqualTo(400);
    }

    /** The id of a draft of the stage as it is, with this typed in it. */
    private String drafted(Map<String, String> typed) throws Exception {
        String address = "/stages/" + id + "/edit";
        var posted = new HashMap<>(typed);
        posted.put("draft", page(address).replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1"));
        posted.put("action", "check");
        return next(address, posted).replaceAll(".*draft=([^&]+).*", "$1");
    }

    private String saved(String draft) throws Exception {
        return next("/stages/" + id + "/edit", Map.of("draft", draft, "action", "save"));
    }

    @Test
    void whatDoesNotOverlapIsSavedTogether() throws Exception {
        String draft = drafted(Map.of("displayName", "Mine"));
        saves("bert", "\"table\":\"ovens\"", "\"table\":\"kilns\"");
        String conflict = saved(draft);
        assertThat(conflict).startsWith("/stages/" + id + "/edit/conflict?draft=" + draft);
        assertThat(page(conflict))
                .contains("bert saved version 2", "Changed by one of you", "Save both", "as it was")
                .doesNotContain("type=\"radio\"", PagesTests.SECRET);
        assertThat(next("/stages/" + id + "/edit/conflict", Map.of("draft", draft, "current", "2", "action", "save")))
                .isEqualTo("/stages/" + id);
        assertThat(stored("/displayName").stringValue()).isEqualTo("Mine");
        assertThat(stored("/table").stringValue()).isEqualTo("kilns");
        assertThat(stored("/authentication/clientSecret").stringValue()).isEqualTo(PagesTests.SECRET);
    }

    @Test
    void whatBothChangedIsChosenAndNothingIsSavedBefore() throws Exception {
        String draft = drafted(Map.of("displayName", "Mine", "table", "mine"));
        saves("bert", "\"Oven\"", "\"Theirs\"");
        saves("bert", "\"table\":\"ovens\"", "\"table\":\"theirs\"");
        String conflict = saved(draft);
        String address = "/stages/" + id + "/edit/conflict";
        assertThat(page(conflict))
                .contains("2 fields were changed by both", "name=\"choice:/displayName\"", "name=\"choice:/table\"");

        String again = next(
                address, Map.of("draft", draft, "current", "3", "action", "save", "choice:/displayName", "theirs"));
        assertThat(again).startsWith(address);
        assertThat(page(again)).contains("choose a side for each field").containsOnlyOnce("checked=\"checked\"");
        assertThat(stages.find(id).orElseThrow().version()).isEqualTo(3);

        next(
                address,
                Map.of(
                        "draft",
                        draft,
                        "current",
                        "3",
                        "action",
                        "save",
                        "choice:/displayName",
                        "theirs",
                        "choice:/table",
                        "mine"));
        assertThat(stored("/displayName").stringValue()).isEqualTo("Theirs");
        assertThat(stored("/table").stringValue()).isEqualTo("mine");
        assertThat(stages.find(id).orElseThrow().version()).isEqualTo(4);
    }

    @Test
    void whoSavesOnceMoreMeanwhileIsNotOverwrittenEither() throws Exception {
        String draft = drafted(Map.of("table", "mine"));
        saves("bert", "\"Oven\"", "\"Theirs\"");
        saved(draft);
        saves("cid", "\"table\":\"ovens\"", "\"table\":\"cids\"");
        String again =
                next("/stages/" + id + "/edit/conflict", Map.of("draft", draft, "current", "2", "action", "save"));
        assertThat(page(again)).contains("once more while you were choosing", "cid", "name=\"choice:/table\"");
        assertThat(stored("/table").stringValue()).isEqualTo("cids");
    }

    @Test
    void whatIsChosenCanBeEditedFurtherAndTheDraftStays() throws Exception {
        String draft = drafted(Map.of("displayName", "Mine"));
        saves("bert", "\"Oven\"", "\"Theirs\"");
        saved(draft);
        String editor = next(
                "/stages/" + id + "/edit/conflict",
                Map.of("draft", draft, "current", "2", "action", "edit", "choice:/displayName", "theirs"));
        assertThat(page(editor)).contains("value=\"Theirs\"").doesNotContain("saved this stage meanwhile");
        assertThat(page("/stages/" + id + "/edit?draft=" + draft))
                .contains("value=\"Mine\"", "Somebody saved this stage meanwhile", "value=\"compare\"");
        assertThat(stages.find(id).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void withoutAConflictThePageLeadsToTheEditor() throws Exception {
        String draft = drafted(Map.of("displayName", "Mine"));
        var response = mvc.perform(
                        get("/stages/" + id + "/edit/conflict?draft=" + draft).session(session))
                .andReturn()
                .getResponse();
        assertThat(response.getRedirectedUrl()).startsWith("/stages/" + id + "/edit?draft=" + draft);
    }
}
