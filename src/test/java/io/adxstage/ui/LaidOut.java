package io.adxstage.ui;

import io.adxstage.flow.BatchView;
import io.adxstage.flow.Counters;
import io.adxstage.flow.StageState;
import io.adxstage.letters.Letter;
import io.adxstage.stage.StageText;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import java.util.List;

/** Stages in every state, with batches and dead letters, for whoever wants to see what the pages make of them. */
final class LaidOut {

    private LaidOut() {}

    private static String saved(Stages stages, String document) {
        var result = stages.create(((StageText.Tree) StageText.parse(document)).root(), "anna");
        return ((SaveResult.Saved) result).stage().id();
    }

    /** Answers the id of the one that has trouble of every kind. */
    static String stages(Stages stages, FakeRunningStages running) {
        String id = saved(stages, PagesTests.DOCUMENT.replace("Oven", "Ovens of hall 3"));
        running.statuses.put(
                id,
                FakeRunningStages.status(
                        StageState.DEGRADED,
                        "Receives from the broker; the cluster does not take batches now.",
                        new Counters(128_410, 512, 2_048, 1_024, 124_700, 96, 30, 0, 124_000, 0),
                        "The cluster answered 403: the application has no Ingestor role on table ovens."));
        running.batches.put(
                id,
                List.of(
                        batch("open", 512, 0, null),
                        batch("inFlight", 1_024, 1, null),
                        batch("failed", 96, 4, "Table ovens has no column pressure."),
                        new BatchView(
                                "moved",
                                "failed",
                                12,
                                4_200,
                                9_000,
                                4,
                                FakeRunningStages.NOW,
                                null,
                                null,
                                null,
                                "db",
                                "ovens_2025",
                                "There is no table ovens_2025."),
                        batch("accepted", 20_480, 1, null)));
        running.letters.put(id, letters(45));
        running.histories.put(id, FakeRunningStages.hour(180, 183, 179, 181, 120, 0, 0, 240, 182, 180, 184));
        stages.enable(id, false, "bert");
        stages.enable(id, true, "anna");
        int number = 0;
        for (var state : StageState.values()) {
            String other = saved(stages, PagesTests.DOCUMENT.replace("Oven", "Line " + ++number));
            running.statuses.put(
                    other,
                    FakeRunningStages.status(
                            state,
                            "In words.",
                            new Counters(1_200L * number, 0, 0, 0, 1_180L * number, 0, 0, 0, 0, 0),
                            null));
        }
        return id;
    }

    /** So many more, for a list that is long. */
    static void more(Stages stages, int count) {
        for (int i = 0; i < count; i++) {
            saved(stages, PagesTests.DOCUMENT.replace("Oven", "Press " + i));
        }
    }

    static List<Letter> letters(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new Letter(
                        "" + i,
                        FakeRunningStages.NOW,
                        "hall3/oven/" + i,
                        "The payload is no JSON: it ends within a string.",
                        i % 3 == 2 ? "/w==" : "{\"temperature\": 71, \"stat" + (i % 3 == 1 ? "e".repeat(6_000) : ""),
                        i % 3 == 2 ? "base64" : "utf-8"))
                .toList();
    }

    private static BatchView batch(String state, long rows, int attempts, String error) {
        return new BatchView(
                state,
                state,
                rows,
                rows * 41,
                rows * 300,
                attempts,
                FakeRunningStages.NOW,
                null,
                null,
                null,
                "db",
                "ovens",
                error);
    }
}
