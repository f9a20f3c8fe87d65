package io.adxstage.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.FaultProxy.Mode;
import java.time.Duration;
import java.util.List;

/** Rows that the cluster does not take outlive a stop of the stage and of the service, and forbid the stage's deletion. */
record StopAndDelete() implements Scenario {

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public boolean onlyInTheLongForm() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        try (Rig rig = new Rig(workshop, name())) {
            rig.service.start();
            Track track = rig.track(name(), 0, Recipe.USUAL);
            String stage = "/api/stages/" + track.stage();
            rig.adx.set(Mode.REFUSE);
            track.numbers().upTo(2_000).start();
            Moments.until(
                    "received", Duration.ofSeconds(60), () -> track.status().count("received") == 2_000);
            assertThat(rig.service.send("DELETE", stage, null).statusCode())
                    .as("deleting a stage with undelivered rows")
                    .isEqualTo(409);
            rig.service.send("POST", stage + "/stop", null);
            Moments.until(
                    "stopped", Duration.ofSeconds(60), () -> track.status().is("stopped"));
            assertThat(rig.service.send("DELETE", stage, null).statusCode())
                    .as("deleting a stopped stage with undelivered rows")
                    .isEqualTo(409);
            assertThat(rig.service.stop()).as("the service ends when asked to").isTrue();
            rig.service.start();
            assertThat(rig.service.send("POST", stage + "/start", null).statusCode())
                    .isEqualTo(200);
            rig.adx.set(Mode.PASS);
            Duration recovered = track.awaitCaughtUp(Duration.ofMinutes(1));
            Verdict verdict = track.settle(Duration.ofMinutes(2));
            Finding finding = track.finding(
                    "the stage and the service stop with undelivered rows; deletion is refused",
                    1,
                    verdict,
                    List.of(recovered));
            assertThat(rig.service.send("DELETE", stage, null).statusCode())
                    .as("deleting a stage with nothing left to deliver")
                    .isEqualTo(204);
            return List.of(finding);
        }
    }
}
