package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/** What the Advanced tab does without scripts: pipelines, files, and the page that prepares the cluster. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class AdvancedPageTests {

    static final String PIPELINE = """
            {"displayName": "Bakery",
             "input": {"type": "input/mqtt@v1", "broker": "tls://front:8883", "topics": ["bakery/#"],
               "authentication": {"type": "serviceAccountToken"}, "next": ["shape"]},
             "stages": {
               "shape": {"displayName": "Shape it", "type": "processor/transform@v1", "next": ["adx"]},
               "adx": {"displayName": "Ovens of the bakery", "type": "output/dataexplorer@v1",
                 "clusterUrl": "https://bakery.westeurope.kusto.windows.net", "database": "bakery", "table": "ovens",
                 "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "adx-secret"},
                 "columns": [{"name": "a"}]}}}
            """;

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    private final MockHttpSession session = new MockHttpSession();

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
    }

    private String page(String address) throws Exception {
        return mvc.perform(get(address).session(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String send(String draft, String action, String text) throws Exception {
        var request = post("/stages/new").session(session).with(csrf());
        Map.of("draft", draft, "action", action, "document", text).forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getRedirectedUrl();
    }

    private String upload(String draft, byte[] content) throws Exception {
        var request = multipart("/stages/new")
                .file(new MockMultipartFile("file", "stage.json", "application/json", content))
                .param("draft", draft)
                .param("action", "upload")
                .param("document", "{\"displayName\": \"Written before\"}")
                .session(session)
                .with(csrf());
        var result = mvc.perform(request).andReturn();
        return page(result.getResponse().getRedirectedUrl());
    }

    private String draft() throws Exception {
        return page("/stages/new?tab=advanced").replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    private String saved(String document) {
        var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
        return ((SaveResult.Saved) result).stage().id();
    }

    @ParameterizedTest
    @CsvSource({"save", "check", "preview", "test", "advanced", "form"})
    void aPipelineIsTakenOverWhicheverButtonIsPressedAndNothingIsSaved(String action) throws Exception {
        String next = send(draft(), action, PIPELINE);
        assertThat(next).startsWith("/stages/new?").contains(action.equals("form") ? "tab=form" : "tab=advanced");
        assertThat(page(next))
                .contains(
                        "Taken over from the pipeline Bakery",
                        "adx-secret",
                        "Shape it",
                        "processor/transform@v1",
                        "paths of the columns",
                        "service account");
        assertThat(stages.all()).isEmpty();
    }

    @Test
    void withItsSecretGivenTheStageIsSaved() throws Exception {
        String draft = draft();
        String next = send(draft, "check", PIPELINE);
        assertThat(page(next)).contains("authentication.clientSecret", "Please mend before saving");
        String text = page("/stages/drafts/" + draft + "/download");
        String complete = text.replace("\"clientSecret\": \"\"", "\"clientSecret\": \"hunter2\"");
        assertThat(page(send(draft, "check", complete))).contains("Every secret has its value", "Shape it");
        assertThat(send(draft, "save", complete)).matches("/stages/[^/?]+");
        var document = stages.all().getFirst().document();
        assertThat(document.at("/authentication/clientSecret").stringValue()).isEqualTo("hunter2");
        assertThat(document.at("/input/topics/0").stringValue()).isEqualTo("bakery/#");
    }

    @Test
    void aPipelineWithoutSuchAStageIsTurnedDownInWords() throws Exception {
        String next = send(draft(), "check", PIPELINE.replace("dataexplorer", "fabric"));
        assertThat(page(next))
                .contains("has no stage of type output/dataexplorer@v1", "Ovens of the bakery (output/fabric@v1)")
                .doesNotContain("unknown key", "Taken over");
    }

    @Test
    void theEditorMarksAPipelineWithOneSentence() throws Exception {
        var request = post("/stages/drafts/" + draft() + "/check")
                .session(session)
                .with(csrf())
                .contentType("text/plain;charset=UTF-8")
                .content(PIPELINE);
        assertThat(mvc.perform(request).andReturn().getResponse().getContentAsString())
                .contains("whole pipeline. Press Check")
                .doesNotContain("unknown key");
    }

    @Test
    void aFileTakesThePlaceOfWhatWasTyped() throws Exception {
        String page = upload(draft(), PagesTests.DOCUMENT.getBytes(StandardCharsets.UTF_8));
        assertThat(page).contains("&quot;Oven&quot;", "**********").doesNotContain("Written before", PagesTests.SECRET);
        assertThat(upload(draft(), ("\uFEFF" + PIPELINE).getBytes(StandardCharsets.UTF_8)))
                .contains("Taken over from the pipeline Bakery");
        assertThat(upload(draft(), "{\"displayName\": ".getBytes(StandardCharsets.UTF_8)))
                .contains("This is no JSON yet");
    }

    @Test
    void aFileThatIsOfNoUseIsNamedAndWhatWasTypedStays() throws Exception {
        assertThat(upload(draft(), new byte[0])).contains("No file was chosen", "Written before");
        assertThat(upload(draft(), new byte[Upload.MOST + 1])).contains("larger than 1 MiB", "Written before");
        assertThat(upload(draft(), "{\"a\": \"ü\"}".getBytes(StandardCharsets.UTF_16)))
                .contains("no UTF-8", "Written before");
    }

    @Test
    void aStageIsDownloadedUnderItsNameWithItsSecretsMasked() throws Exception {
        String id = saved(PagesTests.DOCUMENT.replace("Oven", "Öfen, Halle 3!"));
        var response = mvc.perform(get("/stages/" + id + "/download").session(session))
                .andReturn()
                .getResponse();
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"ofen-halle-3.json\"");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                .contains("Öfen, Halle 3!", "**********")
                .doesNotContain(PagesTests.SECRET);
    }

    @Test
    void aDraftIsDownloadedAsItStands() throws Exception {
        String draft = draft();
        String next = send(draft, "download", "{\"authentication\": {\"clientSecret\": \"hunter2\"}, oh");
        assertThat(next).isEqualTo("/stages/drafts/" + draft + "/download");
        assertThat(page(next)).isEqualTo("{\"authentication\": {\"clientSecret\": \"**********\"}, oh");
    }

    @ParameterizedTest
    @CsvSource({"Oven,oven", "'../../etc/passwd',etc-passwd", "'日本',stage", "'  -- ',stage", "'a\"b',a-b"})
    void aFileNameIsPlain(String displayName, String name) {
        assertThat(StageDownload.name(displayName)).isEqualTo(name);
        assertThat(StageDownload.name("x".repeat(300))).hasSize(60);
    }

    @Test
    void theCommandsThatPrepareTheClusterBearTheStagesNames() throws Exception {
        assertThat(page("/stages/" + saved(PagesTests.DOCUMENT) + "/setup"))
                .containsSubsequence(
                        "az ad sp create-for-rbac --name &#39;adx-stage Oven&#39;",
                        "az ad app credential reset --id &#39;c&#39;",
                        ".create-merge table [&#39;ovens&#39;] ([&#39;a&#39;]:string, [&#39;b&#39;]:int)",
                        ".add database [&#39;db&#39;] ingestors (&#39;aadapp=c;t&#39;)",
                        ".add database [&#39;db&#39;] viewers",
                        "policy ingestionbatching",
                        "For streaming",
                        "--enable-streaming-ingest true",
                        "policy streamingingestion enable",
                        "ingestion json mapping")
                .contains("https://dataexplorer.azure.com/clusters/x.westeurope.kusto.windows.net/databases/db");
    }

    @Test
    void aDraftThatIsNotFinishedIsPreparedWithStandInsAndItsSamplesGiveTheTypes() throws Exception {
        String draft = draft();
        var request = post("/stages/new")
                .session(session)
                .with(csrf())
                .param("draft", draft)
                .param("action", "setup")
                .param("samples", "{\"t\": 71.5, \"n\": \"oven\"}")
                .param(
                        "document",
                        "{\"table\": \"o'vens\", \"ingestion\": \"managed\", \"columns\": [{\"name\": \"t\"}, {\"name\": \"\"}, {\"name\": \"n\"}]}");
        String next = mvc.perform(request).andReturn().getResponse().getRedirectedUrl();
        assertThat(next).isEqualTo("/stages/drafts/" + draft + "/setup");
        assertThat(page(next))
                .contains(
                        "The stage is not finished",
                        "&lt;client ID&gt;",
                        "[&#39;MyTable&#39;] ([&#39;t&#39;]:real, [&#39;n&#39;]:string)",
                        "[&#39;MyDatabase&#39;]",
                        "policy streamingingestion enable",
                        "Back to the editor")
                .doesNotContain("credential reset", "o&#39;vens", "For streaming", "dataexplorer.azure.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "7",
                "{\"authentication\": 3, \"columns\": [4], \"batch\": {\"time\": \"x\"}, \"clusterUrl\": \"ftp://x\"}"
            })
    void thePageForTheCommandsIsThereForAnyDraft(String text) throws Exception {
        String draft = draft();
        assertThat(page(send(draft, "setup", text))).contains("The stage is not finished", ".create-merge table");
    }
}
