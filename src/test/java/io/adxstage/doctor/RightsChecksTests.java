package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.Reach;
import io.adxstage.adx.Uploads;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RightsChecksTests {

    @Test
    void allPlacesOfTheStorageAreLookedAtAtOnceHoweverFewProcessorsThereAre() throws Exception {
        int many = Runtime.getRuntime().availableProcessors() * 2 + 1;
        CyclicBarrier together = new CyclicBarrier(many);
        Uploads.Place place = () -> {
            try {
                together.await(30, TimeUnit.SECONDS);
                return new Reach.Reached("store");
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                return new Reach.NotReached("store", "It was looked at alone.");
            }
        };

        assertThat(RightsChecks.looked(Collections.nCopies(many, place), "storage"))
                .returns(Check.Status.PASSED, Verdict::status)
                .returns("The cluster's storage can be reached: store.", Verdict::detail);
    }

    @Test
    void onePlaceThatDoesNotAnswerIsAWarningAndAllAreAFailure() throws Exception {
        Uploads.Place good = () -> new Reach.Reached("one");
        Uploads.Place blocked = () -> new Reach.NotReached("other", "other does not answer.");

        assertThat(RightsChecks.looked(List.of(good, blocked), "queue"))
                .returns(Check.Status.WARNING, Verdict::status)
                .satisfies(verdict -> assertThat(verdict.detail()).contains("other does not answer."));
        assertThat(RightsChecks.looked(List.of(blocked), "queue"))
                .returns(Check.Status.FAILED, Verdict::status)
                .returns("Let this machine out to other, port 443.", Verdict::fix);
    }
}
