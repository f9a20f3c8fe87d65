package io.adxstage.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * The table is gone: the cluster goes on taking batches, and rejects each afterwards. Every one is seen to be rejected, is
 * kept through a kill, and arrives when it is sent again to a table that is there, whatever dies meanwhile.
 */
record Rejections() implements Scenario {

    @Override
    public String name() {
        return "rejected";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        try (Rig rig = new Rig(workshop, name())) {
            rig.service.start();
            Track track = rig.track(name(), 500, Recipe.USUAL);
            rig.standIn.command(".drop table ['" + track.table() + "']");
            List<Duration> seen = new ArrayList<>();
            track.numbers().start();
            for (int round = 0; round < workshop.form().pick(3, 20); round++) {
                Moments.passBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
                track.numbers().pause();
                seen.add(awaitRejected(track));
                track.numbers().goOn();
            }
            track.numbers().stop();
            awaitRejected(track);
            startAgain(rig, track);
            int rejected = track.numbers().acknowledgedCount();
            assertThat(track.status().count("failed"))
                    .as("rejected rows after a kill")
                    .isEqualTo(rejected);

            rig.standIn.createTable(track.table(), Recipe.USUAL.schema());
            int some = sendAgain(rig, track, 2);
            startAgain(rig, track);
            int others = sendAgain(rig, track, Integer.MAX_VALUE);
            Duration mended = Moments.until(
                    "what was sent again arrives",
                    Duration.ofMinutes(2),
                    () -> track.status().count("arrived") == rejected);
            Verdict verdict = track.settle(Duration.ofMinutes(2));
            return List.of(track.finding(
                            "the cluster takes batches and rejects them afterwards, for its table is gone; `kill -9` meanwhile",
                            seen.size(),
                            verdict,
                            seen)
                    .withNote(String.format(
                            Locale.ROOT,
                            "Recovered is from the last message until all are known to be rejected, the 1 s of gathering with it. All %d"
                                    + " batches were sent again to the table that was made, and had arrived %.1f s later",
                            some + others,
                            mended.toMillis() / 1000.0)));
        }
    }

    private static Duration awaitRejected(Track track) {
        return Moments.until(
                "all that was published is known to be rejected",
                Duration.ofMinutes(2),
                () -> track.status().count("failed") == track.numbers().acknowledgedCount());
    }

    private static void startAgain(Rig rig, Track track) throws Exception {
        rig.service.kill();
        rig.service.start();
        track.awaitRunning(Duration.ofMinutes(1));
    }

    /** @return how many batches were sent again, {@code most} at the most */
    private static int sendAgain(Rig rig, Track track, int most) throws IOException {
        String batches = "/api/stages/" + track.stage() + "/batches";
        List<String> failed = new ArrayList<>();
        for (JsonNode batch : rig.service.get(batches)) {
            if (batch.path("state").asString().equals("failed") && failed.size() < most) {
                failed.add(batch.path("id").asString());
            }
        }
        for (String id : failed) {
            assertThat(rig.service
                            .send("POST", batches + "/" + id + "/retry", null)
                            .statusCode())
                    .isEqualTo(200);
        }
        return failed.size();
    }
}
