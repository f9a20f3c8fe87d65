package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.flow.Counters;
import io.adxstage.flow.StageState;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The list of stages, with few and with many. */
@SpringBootTest(classes = UiRoom.class)
@AutoConfigureMockMvc
class StageListingTests {

    @Autowired
    MockMvc mvc;

    @Autowired
    Stages stages;

    @Autowired
    FakeRunningStages running;

    @AfterEach
    void empty() {
        stages.all().forEach(stage -> stages.remove(stage.id(), "test"));
        running.statuses.clear();
    }

    private List<String> saved(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var document = PagesTests.DOCUMENT.replace("\"Oven\"", "\"Oven " + String.format("%03d", i) + "\"");
            var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
            ids.add(((SaveResult.Saved) result).stage().id());
        }
        return ids;
    }

    private void is(String id, StageState state, long failed) {
        running.statuses.put(
                id,
                FakeRunningStages.status(
                        state, state + " for a reason.", new Counters(failed, 0, 0, 0, 0, failed, 0, 0, 0, 0), null));
    }

    private String page(String address) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.get(address))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void whatNeedsAPersonComesFirstWithItsReason() throws Exception {
        var ids = saved(4);
        is(ids.get(1), StageState.RUNNING, 0);
        is(ids.get(2), StageState.DEGRADED, 0);
        is(ids.get(3), StageState.FAILED, 0);
        assertThat(page("/"))
                .containsSubsequence("Oven 003", "FAILED for a reason.", "Oven 002", "Oven 001", "Oven 000")
                .doesNotContain("RUNNING for a reason.", "type=\"search\"");
    }

    @Test
    void aStageWithFailedBatchesNeedsAPersonHoweverItRuns() throws Exception {
        var ids = saved(2);
        is(ids.get(0), StageState.RUNNING, 0);
        is(ids.get(1), StageState.RUNNING, 3);
        assertThat(page("/")).containsSubsequence("Oven 001", "Oven 000");
    }

    @Test
    void manyStagesAreFoundByNameAndByHowTheyAreAPageAtATime() throws Exception {
        var ids = saved(120);
        is(ids.get(111), StageState.FAILED, 0);
        is(ids.get(7), StageState.RUNNING, 0);

        String first = page("/");
        assertThat(first)
                .containsSubsequence("Oven 111", "Oven 007", "Oven 000", "Oven 098")
                .contains("1 to 100 of 120", "href=\"/?page=1\"", "href=\"/?show=alarm\"")
                .doesNotContain("Oven 099", "rel=\"prev\"");
        assertThat(first.length()).as("what is fetched every two seconds").isLessThan(250_000);
        assertThat(page("/?page=1")).contains("101 to 120 of 120", "Oven 119").doesNotContain("rel=\"next\"");
        assertThat(page("/?page=99")).contains("101 to 120 of 120");
        assertThat(page("/?show=alarm")).contains("Oven 111").doesNotContain("Oven 000");
        assertThat(page("/?named=oven 09&show=stopped"))
                .contains("Oven 090", "Oven 099", "value=\"oven 09\"", "href=\"/?named=oven%2009&amp;show=alarm\"")
                .doesNotContain("Oven 080");
        assertThat(page("/?named=db.ovens")).contains("of 120");
        assertThat(page("/?named=" + ids.get(5))).contains("Oven 005").doesNotContain("Oven 006");
        assertThat(page("/?named=kiln")).contains("No stage is among these.");
    }

    @Test
    void fiveHundredStagesAreFivePages() {
        var one = stages.find(saved(1).getFirst()).orElseThrow();
        var status = running.status(one.id());
        var rows = IntStream.range(0, 500)
                .mapToObj(i -> new StageRow(
                        new StoredStage(
                                "stage-" + i,
                                1,
                                StoredStage.Source.STORE,
                                one.document(),
                                one.stage(),
                                List.of(),
                                one.savedAt(),
                                "anna",
                                null),
                        status,
                        0))
                .toList();
        StageListing last = StageListing.of(rows, "", "", 4);
        assertThat(last.rows()).hasSize(100);
        assertThat(last.isLast()).isTrue();
        assertThat(last.first()).isEqualTo(401);
        assertThat(StageListing.of(rows, "stage-49", "", 0).found()).isEqualTo(11);
    }
}
