package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.adxstage.flow.ArrivalReport;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.Counters;
import io.adxstage.flow.DeliveryReport;
import io.adxstage.flow.Replay;
import io.adxstage.flow.StageState;
import io.adxstage.flow.StageStatus;
import io.adxstage.flow.TableReport;
import io.adxstage.letters.Letter;
import io.adxstage.stage.Stage;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** What a person does by hand about rows that did not make it. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class DeadLettersPageTests {

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    private final MockHttpSession session = new MockHttpSession();
    private String id;

    @BeforeEach
    void aStageWithTrouble() {
        var result = stages.create(((StageText.Tree) StageText.parse(PagesTests.DOCUMENT)).root(), "anna");
        id = ((SaveResult.Saved) result).stage().id();
        running.batches.put(
                id,
                List.of(batch("b1", "failed", "ovens"), batch("b2", "failed", "old"), batch("b3", "sealed", "ovens")));
        letters(45);
        running.replay = new Replay.Replayed(12, 3);
    }

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
        running.statuses.clear();
        running.batches.clear();
        running.letters.clear();
        running.asked.clear();
    }

    private static BatchView batch(String id, String state, String table) {
        return new BatchView(
                id, state, 96, 512, 2048, 4, FakeRunningStages.NOW, null, null, null, "db", table, "Refused.");
    }

    private void letters(int count) {
        running.letters.put(
                id,
                IntStream.range(0, count)
                        .mapToObj(i ->
                                new Letter("" + i, FakeRunningStages.NOW, "a/b", "No JSON.", "p" + i + ".", "utf-8"))
                        .toList());
    }

    private String page(String address) throws Exception {
        var response = mvc.perform(get(address).session(session)).andReturn().getResponse();
        assertThat(response.getStatus()).as(address).isEqualTo(200);
        return response.getContentAsString();
    }

    private MockHttpServletResponse send(String address) throws Exception {
        return mvc.perform(post(address).session(session).with(csrf()))
                .andReturn()
                .getResponse();
    }

    /** What the stage's page says after a press of a button. */
    private String after(String address) throws Exception {
        var response = send(address);
        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getRedirectedUrl()).startsWith("/stages/" + id + "#");
        return page("/stages/" + id);
    }

    @Test
    void aFailedBatchIsSentAgain() throws Exception {
        String html = page("/stages/" + id);
        assertThat(html)
                .contains("/batches/b1/retry", "/batches/b2/retry", "/batches/b2/delete")
                .doesNotContain("/batches/b3/retry")
                .containsOnlyOnce("Send to the current table");
        assertThat(after("/stages/" + id + "/batches/b1/retry")).contains("The batch is on its way again.");
        after("/stages/" + id + "/batches/b2/retry?current=true");
        assertThat(running.asked).containsExactly("retry b1 to ORIGINAL", "retry b2 to CURRENT");
        assertThat(after("/stages/" + id + "/batches/b3/retry")).contains("Only a failed batch can be sent again.");
        assertThat(after("/stages/" + id + "/batches/b9/retry")).contains("no failed one any more");
    }

    @Test
    void anOldFailedBatchIsStillShown() throws Exception {
        running.batches.put(
                id,
                IntStream.range(0, 40)
                        .mapToObj(i -> batch("n" + i, i == 39 ? "failed" : "accepted", "ovens"))
                        .toList());
        assertThat(page("/stages/" + id)).contains("/batches/n39/retry");
    }

    @Test
    void deletingABatchAsksFirstAndSaysHowManyRowsAreLost() throws Exception {
        assertThat(page("/stages/" + id + "/batches/b1/delete")).contains("96 rows would be lost", "db.ovens");
        assertThat(running.asked).isEmpty();
        assertThat(after("/stages/" + id + "/batches/b1/delete")).contains("The batch is deleted.");
        assertThat(running.asked).containsExactly("delete b1");
        assertThat(mvc.perform(get("/stages/" + id + "/batches/b3/delete").session(session))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void deadLettersAreTurnedPageByPage() throws Exception {
        assertThat(page("/stages/" + id))
                .contains("p0.", "p19.", "1 to 20 of 45", "letters=20#letters")
                .doesNotContain("p20.", "rel=\"prev\"");
        assertThat(page("/stages/" + id + "?letters=20")).contains("p20.", "letters=0#letters", "letters=40#letters");
        assertThat(page("/stages/" + id + "?letters=40")).contains("p44.").doesNotContain("rel=\"next\"");
        assertThat(page("/stages/" + id + "?letters=2000")).contains("41 to 45 of 45");
        assertThat(page("/stages/" + id + "?letters=-5")).contains("1 to 20 of 45");
    }

    @Test
    void aLongPayloadUnfolds() throws Exception {
        String payload = "x".repeat(5_000) + "end";
        running.letters.put(
                id,
                List.of(
                        new Letter("1", FakeRunningStages.NOW, "a/b", "No JSON.", payload, "utf-8"),
                        new Letter("2", FakeRunningStages.NOW, "a/b", "No JSON.", "/w==", "base64")));
        assertThat(page("/stages/" + id))
                .contains("<details", "the download has it whole", ">base64<")
                .doesNotContain("xend");
    }

    @Test
    void aReplayTellsWhatCameOfIt() throws Exception {
        assertThat(after("/stages/" + id + "/dead-letters/replay"))
                .contains("12 became rows, 3 are still dead letters.");
        running.replay = new Replay.Replayed(1, 0);
        assertThat(after("/stages/" + id + "/dead-letters/replay")).contains("1 became a row, and none is left.");
        running.replay = new Replay.Replayed(0, 1);
        assertThat(after("/stages/" + id + "/dead-letters/replay"))
                .contains("None became rows, 1 is still a dead letter.");
        running.replay = new Replay.NotNow("The stage is stopped.");
        assertThat(after("/stages/" + id + "/dead-letters/replay")).contains("The stage is stopped.");
    }

    @Test
    void deadLettersAreDownloadedAsAFile() throws Exception {
        letters(2);
        var response = mvc.perform(
                        get("/stages/" + id + "/dead-letters/download").session(session))
                .andReturn()
                .getResponse();
        assertThat(response.getHeader("Content-Disposition")).contains(id + "-dead-letters.ndjson");
        assertThat(response.getContentType()).isEqualTo("application/x-ndjson");
        assertThat(response.getContentAsString()).isEqualTo("p0.\np1.\n");
    }

    @Test
    void deletingDeadLettersAsksFirst() throws Exception {
        assertThat(page("/stages/" + id + "/dead-letters/delete")).contains("45 messages would be lost");
        assertThat(after("/stages/" + id + "/dead-letters/delete"))
                .contains("45 dead letters are deleted.", "kept here with their reason");
    }

    @Test
    void whatTheBoundsTookAndWhatMayBeDoubledIsSaid() throws Exception {
        running.statuses.put(
                id,
                new StageStatus(
                        StageState.PAUSED,
                        "Paused: disk full.",
                        new Counters(2_000, 0, 0, 0, 2_000, 0, 0, 0, 0, 7),
                        0,
                        0,
                        0,
                        null,
                        1_234,
                        null,
                        null,
                        null,
                        null,
                        DeliveryReport.idle(Stage.Ingestion.QUEUED),
                        TableReport.NONE,
                        ArrivalReport.NOTHING));
        assertThat(page("/stages/" + id))
                .contains("1,234 more were dropped", "Possible duplicates", "state-paused", "disk full");
    }

    @Test
    void nothingHappensWithoutTheTokenOrTheStage() throws Exception {
        assertThat(mvc.perform(post("/stages/" + id + "/dead-letters/replay").session(session))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        assertThat(send("/stages/none/dead-letters/replay").getStatus()).isEqualTo(404);
        assertThat(send("/stages/none/batches/b1/delete").getStatus()).isEqualTo(404);
        assertThat(running.asked).isEmpty();
    }
}
