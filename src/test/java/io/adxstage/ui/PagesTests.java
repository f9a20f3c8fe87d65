package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.flow.ArrivalReport;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.Counters;
import io.adxstage.flow.DeliveryReport;
import io.adxstage.flow.StageState;
import io.adxstage.letters.Letter;
import io.adxstage.stage.Stage;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class PagesTests {

    static final String SECRET = "t0p-s3cret-value";

    static final String DOCUMENT = """
            {"displayName": "Oven", "clusterUrl": "https://x.westeurope.kusto.windows.net", "database": "db", "table": "ovens",
             "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "%s"},
             "columns": [{"name": "a"}, {"name": "b", "path": ".x"}], "viewOptions": {"position": {"x": 1}}}
            """.formatted(SECRET);

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
        running.histories.clear();
        running.batches.clear();
        running.letters.clear();
    }

    private String saved(String document) {
        var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
        return ((SaveResult.Saved) result).stage().id();
    }

    private MvcResult open(String address) throws Exception {
        return mvc.perform(get(address).session(session)).andReturn();
    }

    private String page(String address) throws Exception {
        MvcResult result = open(address);
        assertThat(result.getResponse().getStatus()).as(address).isEqualTo(200);
        return result.getResponse().getContentAsString();
    }

    private String send(String address, Map<String, String> parameters) throws Exception {
        var request = post(address).session(session).with(csrf());
        parameters.forEach(request::param);
        var response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(302);
        return response.getRedirectedUrl();
    }

    private static String draft(String html) {
        return html.replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    private static String text(String html) {
        return html.replaceAll("(?s).*<textarea id=\"document\"[^>]*>\n(.*?)</textarea>.*", "$1")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Test
    void withoutStagesTheFirstPageOffersToMakeOne() throws Exception {
        assertThat(page("/")).contains("No stage yet").contains("href=\"/stages/new\"");
    }

    @Test
    void theListTellsTheStateInWordsAndTheRows() throws Exception {
        String id = saved(DOCUMENT);
        running.statuses.put(
                id,
                FakeRunningStages.status(
                        StageState.DEGRADED,
                        "The broker is away.",
                        new Counters(12345, 1, 0, 0, 12340, 3, 1, 0, 0, 0),
                        null));
        running.histories.put(id, FakeRunningStages.hour(20));
        assertThat(page("/"))
                .contains("Oven", "state-degraded", "Degraded", "The broker is away.", "1,200", ">3<", "db", ".ovens");
        assertThat(page("/stages/" + id))
                .contains(
                        "The broker is away.",
                        "1,200 rows were accepted in the last hour, all arrived.",
                        "<path d=\"M0.1")
                .contains("Test connection tries both ends", "3 rows are in failed batches", "12,345");
    }

    @Test
    void whatStreamingLacksIsShownWithItsCommandAndTheMappingHasAButton() throws Exception {
        String id = saved(DOCUMENT);
        var quiet = FakeRunningStages.status(
                StageState.RUNNING, "Running.", new Counters(9, 0, 0, 0, 9, 0, 0, 0, 0, 0), null);
        running.statuses.put(
                id,
                FakeRunningStages.delivering(
                        quiet,
                        new DeliveryReport(
                                Stage.Ingestion.MANAGED,
                                1_200,
                                3,
                                "The table lacks a mapping.",
                                FakeRunningStages.NOW,
                                null,
                                new DeliveryReport.Missing(
                                        DeliveryReport.Thing.MAPPING,
                                        "The table lacks a mapping.",
                                        ".create-or-alter table ['ovens']"))));

        assertThat(page("/stages/" + id))
                .contains(
                        "Managed",
                        "1,200 batches streamed, 3 queued",
                        "Last queued instead of streamed",
                        ".create-or-alter table [&#39;ovens&#39;]",
                        "action=\"/stages/" + id + "/mapping\"");

        assertThat(send("/stages/" + id + "/mapping", Map.of())).isEqualTo("/stages/" + id);
        assertThat(running.asked).contains("mapping " + id);
        assertThat(page("/stages/" + id)).contains("The mapping is in the table.");

        running.statuses.put(id, quiet);
        assertThat(page("/stages/" + id)).doesNotContain("/mapping\"", "batches streamed");
    }

    @Test
    void whatArrivedIsToldApartFromWhatWasAccepted() throws Exception {
        String id = saved(DOCUMENT);
        running.statuses.put(
                id,
                FakeRunningStages.following(
                        FakeRunningStages.status(
                                StageState.RUNNING,
                                "Running.",
                                new Counters(5_000, 0, 0, 0, 5_000, 0, 0, 0, 3_700, 0),
                                null),
                        new ArrivalReport(1_300, 61.4, FakeRunningStages.NOW, 75L, 20, "nobody knows.")));
        assertThat(page("/stages/" + id))
                .contains("Arrived", "3,700", "1,300 accepted and not seen in the table yet")
                .contains("Usually 61 s after being accepted", "Of 20 accepted rows nobody can see");
    }

    @Test
    void theStatusPageTellsAllThereIs() throws Exception {
        String id = saved(DOCUMENT);
        running.statuses.put(
                id,
                FakeRunningStages.status(
                        StageState.FAILED,
                        "The cluster refuses.",
                        new Counters(9, 1, 1, 1, 2, 3, 1, 0, 0, 0),
                        "No grant."));
        running.batches.put(
                id,
                List.of(new BatchView(
                        "b1",
                        "failed",
                        3,
                        5_300,
                        9_000,
                        4,
                        FakeRunningStages.NOW,
                        null,
                        null,
                        null,
                        "db",
                        "ovens",
                        "Refused")));
        running.letters.put(
                id, List.of(new Letter("l1", FakeRunningStages.NOW, "ovens/1", "It is no JSON.", "{oops", "utf-8")));
        assertThat(page("/stages/" + id))
                .contains("Failed", "The cluster refuses.", "No grant.", "5.3 kB", "Refused", "It is no JSON.", "{oops")
                .contains("anna", "action=\"/stages/" + id + "/stop\"")
                .doesNotContain(SECRET);
    }

    @Test
    void stagesAreStartedStoppedAndFlushed() throws Exception {
        String id = saved(DOCUMENT);
        send("/stages/" + id + "/stop", Map.of());
        assertThat(stages.find(id).orElseThrow().stage().enabled()).isFalse();
        assertThat(page("/stages/" + id)).contains("/start\"");
        send("/stages/" + id + "/start", Map.of());
        assertThat(stages.find(id).orElseThrow().stage().enabled()).isTrue();
        assertThat(send("/stages/" + id + "/flush", Map.of())).isEqualTo("/stages/" + id);
        assertThat(running.asked).contains("flush " + id);
    }

    @Test
    void anEarlierVersionIsRestored() throws Exception {
        String id = saved(DOCUMENT);
        send("/stages/" + id + "/stop", Map.of());
        send("/stages/" + id + "/revisions/1/restore", Map.of("expected", "2"));
        assertThat(stages.find(id).orElseThrow().version()).isEqualTo(3);
        assertThat(stages.find(id).orElseThrow().stage().enabled()).isTrue();
    }

    @Test
    void aDuplicateIsADraftWithoutSecrets() throws Exception {
        String id = saved(DOCUMENT);
        String html = page(send("/stages/" + id + "/duplicate", Map.of()));
        assertThat(html)
                .contains("Copy of Oven", "Secrets are not copied", "<h1>New stage</h1>")
                .doesNotContain(SECRET, "**********");
        assertThat(stages.all()).hasSize(1);
    }

    @Test
    void deletingAsksFirstAndSaysWhatWouldBeLost() throws Exception {
        String id = saved(DOCUMENT);
        running.statuses.put(
                id, FakeRunningStages.status(StageState.FAILED, "", new Counters(7, 0, 0, 0, 2, 4, 1, 0, 0, 0), null));
        assertThat(page("/stages/" + id + "/delete"))
                .contains("Delete Oven?", "4 rows in failed batches", "1 dead letter<");
        assertThat(send("/stages/" + id + "/delete", Map.of("discard", "false")))
                .endsWith("/delete");
        assertThat(stages.find(id)).isPresent();
        assertThat(send("/stages/" + id + "/delete", Map.of("discard", "true"))).isEqualTo("/");
        assertThat(stages.find(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stages/none", "/stages/none/edit", "/stages/none/delete"})
    void whatIsNotThereIsNotFound(String address) throws Exception {
        assertThat(open(address).getResponse().getStatus()).isEqualTo(404);
    }

    @Test
    void aStageIsMadeByForm() throws Exception {
        String draft = draft(page("/stages/new"));
        String next = send(
                "/stages/new",
                Map.ofEntries(
                        Map.entry("draft", draft),
                        Map.entry("action", "save"),
                        Map.entry("displayName", "By form"),
                        Map.entry("clusterUrl", "https://x.kusto.windows.net"),
                        Map.entry("database", "d"),
                        Map.entry("table", "t"),
                        Map.entry("authentication.type", "servicePrincipal"),
                        Map.entry("authentication.tenantId", "t"),
                        Map.entry("authentication.clientId", "c"),
                        Map.entry("authentication.clientSecret", SECRET),
                        Map.entry("columns.sent", "true"),
                        Map.entry("columns[0].at", "0"),
                        Map.entry("columns[0].name", "a")));
        assertThat(next).matches("/stages/[^/?]+");
        assertThat(stages.all().getFirst().stage().displayName()).isEqualTo("By form");
        assertThat(page(next)).contains("The stage is saved.").doesNotContain(SECRET);
    }

    @Test
    void problemsStandAtTheirFieldAndInTheSummary() throws Exception {
        String draft = draft(page("/stages/new"));
        String next = send("/stages/new", Map.of("draft", draft, "action", "save", "clusterUrl", "ftp://x"));
        assertThat(page(next))
                .contains("href=\"#f-clusterUrl\"", "id=\"f-clusterUrl-problems\"")
                .contains("aria-describedby=\"f-clusterUrl-hint f-clusterUrl-problems\"");
        assertThat(stages.all()).isEmpty();
    }

    @Test
    void whatIsTypedInOneTabIsThereInTheOtherAndSecretsAreNeverShown() throws Exception {
        String draft = draft(page("/stages/new"));
        String next = send(
                "/stages/new",
                Map.of(
                        "draft",
                        draft,
                        "action",
                        "advanced",
                        "displayName",
                        "A",
                        "authentication.clientSecret",
                        SECRET));
        String advanced = page(next);
        assertThat(text(advanced)).contains("\"displayName\": \"A\"", "\"clientSecret\": \"**********\"");
        assertThat(advanced).doesNotContain(SECRET);
        String changed = text(advanced).replace("\"A\"", "\"B\"").replaceFirst("\\{", "{\"colour\": \"red\",");
        next = send("/stages/new", Map.of("draft", draft, "action", "form", "document", changed));
        assertThat(page(next)).contains("name=\"displayName\" value=\"B\"").doesNotContain(SECRET);
        next = send("/stages/new", Map.of("draft", draft, "action", "advanced", "displayName", "C"));
        assertThat(text(page(next))).contains("\"C\"", "\"colour\": \"red\"");
        next = send(
                "/stages/new",
                Map.of("draft", draft, "action", "save", "document", DOCUMENT.replace(SECRET, "**********")));
        assertThat(next).matches("/stages/[^/?]+");
        assertThat(stages.all()
                        .getFirst()
                        .document()
                        .at("/authentication/clientSecret")
                        .stringValue())
                .isEqualTo(SECRET);
    }

    @Test
    void malformedTextStaysAsTypedWithLineAndColumnAndTheFormExplains() throws Exception {
        String draft = draft(page("/stages/new"));
        String broken =
                "{\n  \"displayName\": \"A\",\n  \"authentication\": {\"clientSecret\": \"" + SECRET + "\"},,\n}";
        String next = send("/stages/new", Map.of("draft", draft, "action", "check", "document", broken));
        String advanced = page(next);
        assertThat(advanced).contains("Line 3, column").doesNotContain(SECRET);
        assertThat(text(advanced)).isEqualTo(broken.replace(SECRET, "**********"));
        assertThat(page(next.replace("tab=advanced", "tab=form"))).contains("The form cannot show the stage");
        next = send(
                "/stages/new",
                Map.of(
                        "draft",
                        draft,
                        "action",
                        "form",
                        "document",
                        text(advanced).replace(",,", "").replace("}\n}", "}}")));
        assertThat(page(next)).contains("name=\"displayName\" value=\"A\"").doesNotContain(SECRET);
    }

    @Test
    void anEditKeepsTheStoredSecret() throws Exception {
        String id = saved(DOCUMENT);
        String address = "/stages/" + id + "/edit";
        String html = page(address);
        assertThat(html).doesNotContain(SECRET).contains("**********");
        String next = send(
                address,
                Map.of(
                        "draft",
                        draft(html),
                        "action",
                        "save",
                        "displayName",
                        "New",
                        "authentication.clientSecret",
                        "**********"));
        assertThat(next).isEqualTo("/stages/" + id);
        var document = stages.find(id).orElseThrow().document();
        assertThat(document.at("/authentication/clientSecret").stringValue()).isEqualTo(SECRET);
        assertThat(document.path("displayName").stringValue()).isEqualTo("New");
        assertThat(document.at("/viewOptions/position/x").intValue()).isEqualTo(1);
    }

    @Test
    void anotherDestinationAsksForTheSecretAgain() throws Exception {
        String id = saved(DOCUMENT);
        String address = "/stages/" + id + "/edit";
        String next = send(
                address,
                Map.of(
                        "draft",
                        draft(page(address)),
                        "action",
                        "save",
                        "clusterUrl",
                        "https://other.kusto.windows.net"));
        assertThat(page(next)).contains("id=\"f-authentication-clientSecret-problems\"");
    }

    @Test
    void whoeverIsSlowerIsToldAndChooses() throws Exception {
        String id = saved(DOCUMENT);
        String address = "/stages/" + id + "/edit";
        String draft = draft(page(address));
        stages.enable(id, false, "bert");
        String next = send(address, Map.of("draft", draft, "action", "save", "displayName", "Mine"));
        assertThat(next).startsWith(address + "/conflict?draft=" + draft);
        assertThat(page(next)).contains("bert saved version 2", "enabled", "Mine");
        assertThat(page(address + "?draft=" + draft)).contains("bert saved version 2", "value=\"Mine\"");
        assertThat(stages.find(id).orElseThrow().stage().displayName()).isEqualTo("Oven");
    }

    @Test
    void rowsAreAddedAndRemovedWithoutScripts() throws Exception {
        String id = saved(DOCUMENT);
        String address = "/stages/" + id + "/edit";
        String draft = draft(page(address));
        Map<String, String> rows = Map.of(
                "draft",
                draft,
                "columns.sent",
                "true",
                "columns[0].at",
                "0",
                "columns[0].name",
                "a",
                "columns[0].path",
                "",
                "columns[1].at",
                "1",
                "columns[1].name",
                "b",
                "columns[1].path",
                ".x");
        var add = new java.util.HashMap<>(rows);
        add.put("action", "add:columns");
        assertThat(page(send(address, add)))
                .contains("name=\"columns[2].name\"")
                .doesNotContain("name=\"columns[3].name\"");
        var remove = new java.util.HashMap<>(rows);
        remove.put("action", "remove:columns:0");
        assertThat(page(send(address, remove)))
                .contains("name=\"columns[0].name\" value=\"b\"")
                .doesNotContain("name=\"columns[1].name\"");
    }

    @Test
    void theEditorIsToldWhereProblemsStand() throws Exception {
        String draft = draft(page("/stages/new"));
        var answer = mvc.perform(post("/stages/drafts/" + draft + "/check")
                        .session(session)
                        .with(csrf())
                        .contentType("text/plain")
                        .content("{\n \"displayName\": 5}"))
                .andReturn()
                .getResponse();
        assertThat(answer.getContentAsString()).contains("\"from\":18,\"to\":19", "\"warning\":false");
    }

    @Test
    void aDraftThatIsGoneIsSaid() throws Exception {
        assertThat(page("/stages/new?draft=zzz")).contains("The draft you were writing is gone");
    }
}
