package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** Previews on the editor, and misfits and latency on the pages, all without scripts. The table has a:string, b:int. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class PreviewPageTests {

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    private final MockHttpSession session = new MockHttpSession();

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
        running.statuses.clear();
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

    private String saved() {
        var document = PagesTests.DOCUMENT.replace("\"path\": \".x\"", "\"path\": \".b\"");
        var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
        return ((SaveResult.Saved) result).stage().id();
    }

    private String draft(String address) throws Exception {
        return page(address).replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void pastedPayloadsBecomeRowsWithMisfitsMarkedOnBothTabs() throws Exception {
        String edit = "/stages/" + saved() + "/edit";
        String next = send(
                edit,
                Map.of(
                        "draft",
                        draft(edit),
                        "action",
                        "preview",
                        "samples",
                        "{\"a\": \"first\", \"b\": 71.5}\n{\"a\": \"second\", \"b\": 2}\n\n{oops"));

        assertThat(next).contains("preview=true").endsWith("#preview");
        for (String tab : new String[] {"form", "advanced"}) {
            assertThat(page(next.replaceFirst("tab=\\w+", "tab=" + tab)))
                    .contains("2 rows, and 1 message that would become a dead letter.")
                    .contains("first", "second", "misfit stacked", "The value 71.5 does not fit column b of type int")
                    .contains("Message 3: The payload is no JSON")
                    .contains(".create-merge table [&#39;ovens&#39;] ([&#39;a&#39;]:string, [&#39;b&#39;]:int)")
                    .contains("aadapp=c;t")
                    .doesNotContain(PagesTests.SECRET);
        }
    }

    @Test
    void whatWasPastedStaysWhileTheStageIsWritten() throws Exception {
        String next = send(
                "/stages/new", Map.of("draft", draft("/stages/new"), "action", "advanced", "samples", "{\"a\": 1}"));

        assertThat(page(next)).contains("{&quot;a&quot;: 1}").doesNotContain("create-merge");
    }

    @Test
    void aStageThatIsNoneYetShowsItsProblemsInstead() throws Exception {
        String next = send(
                "/stages/new", Map.of("draft", draft("/stages/new"), "action", "preview", "samples", "{\"a\": 1}"));

        assertThat(next).doesNotEndWith("#preview");
        assertThat(page(next)).contains("Please mend before saving").doesNotContain("create-merge");
    }

    @Test
    void withoutPayloadsItSaysWhatIsWanted() throws Exception {
        String edit = "/stages/" + saved() + "/edit";

        assertThat(page(send(edit, Map.of("draft", draft(edit), "action", "preview", "samples", " "))))
                .contains("Paste 1 to 100 payloads");
    }

    @Test
    void misfitsAndLatencyAreOnTheStatusPage() throws Exception {
        String id = saved();
        running.statuses.put(id, FakeRunningStages.withTable(FakeRunningStages.TABLE));

        assertThat(page("/stages/" + id))
                .contains("Values that do not fit", "71.5", "be null", "no such column", "not be there at all")
                .contains("up to 6 min", "then the cluster gathers for up to 5 min", "Make it shorter")
                .contains(".alter table [&#39;ovens&#39;] policy ingestionbatching");
        assertThat(page("/stages/" + id + "/edit"))
                .contains("As it is saved, rows are in the table after up to 6 min.");
    }

    @Test
    void aTableThatIsNotKnownIsSaid() throws Exception {
        String id = saved();
        running.statuses.put(
                id,
                FakeRunningStages.withTable(new io.adxstage.flow.TableReport(
                        false, "Values are not checked: run .add database viewers.", null, java.util.List.of())));

        assertThat(page("/stages/" + id)).contains("Values are not checked").doesNotContain("Values that do not fit");
    }
}
