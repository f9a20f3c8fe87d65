package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.doctor.Check.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RoundTests {

    @Test
    void whatDependsOnAFailureIsNotTriedAndNamesTheRoot() {
        try (var round = new Round(Duration.ofSeconds(30))) {
            var name = round.check(Subject.CLUSTER_DNS, List.of(), () -> Verdict.<Boolean>failed("Unknown.", null));
            var reached = round.check(Subject.CLUSTER_TCP, List.of(name), () -> Verdict.passed("There.", true));
            round.check(Subject.TABLE, List.of(reached), () -> Verdict.passed("There.", true));

            assertThat(round.checks())
                    .extracting(Check::status)
                    .containsExactly(Status.FAILED, Status.SKIPPED, Status.SKIPPED);
            assertThat(round.checks().getLast().detail())
                    .isEqualTo("Not tried, because the cluster's host is unknown.");
        }
    }

    @Test
    void aDoubtHoldsNobodyUp() {
        try (var round = new Round(Duration.ofSeconds(30))) {
            var clock = round.check(Subject.CLOCK, List.of(), () -> Verdict.warning("Off.", null, 7));
            round.check(Subject.TOKEN, List.of(clock), () -> Verdict.passed("Found " + clock.found() + ".", true));

            assertThat(round.checks().getLast().detail()).isEqualTo("Found 7.");
        }
    }

    @Test
    void theChecksOfOneRoundGoOnAtTheSameTime() {
        var meeting = new CountDownLatch(2);
        try (var round = new Round(Duration.ofSeconds(30))) {
            for (var subject : List.of(Subject.TOKEN, Subject.BROKER_DNS)) {
                round.check(subject, List.of(), () -> {
                    meeting.countDown();
                    meeting.await();
                    return Verdict.passed("Met.", true);
                });
            }

            assertThat(round.checks()).extracting(Check::detail).containsExactly("Met.", "Met.");
        }
    }

    @Test
    void whatIsNotDoneInTimeIsToldAsSuch() {
        var never = new CountDownLatch(1);
        try (var round = new Round(Duration.ofMillis(50))) {
            round.check(Subject.TOKEN, List.of(), () -> {
                never.await();
                return Verdict.passed("Late.", true);
            });

            assertThat(round.checks()).singleElement().satisfies(check -> {
                assertThat(check.status()).isEqualTo(Status.FAILED);
                assertThat(check.detail()).contains("no answer within");
            });
        }
    }

    @Test
    void whatNobodyForesawIsAFailedCheckAndNoMore() {
        try (var round = new Round(Duration.ofSeconds(30))) {
            round.check(Subject.TOKEN, List.of(), () -> {
                throw new IllegalStateException("secret detail");
            });

            assertThat(round.checks())
                    .singleElement()
                    .satisfies(check -> assertThat(check.detail()).doesNotContain("secret detail"));
        }
    }

    @Test
    void eachCheckIsToldAsItIsDoneByThePlaceThatItHasInTheEnd() {
        var told = new java.util.ArrayList<String>();
        var gate = new java.util.concurrent.CountDownLatch(1);
        var progress = new Progress() {
            @Override
            public void begun(java.util.List<Look> looks) {
                looks.forEach(look -> told.add(look.subject().key()));
            }

            @Override
            public void done(int place, Check check) {
                told.add(place + " " + check.detail());
                gate.countDown();
            }
        };
        try (var round = new Round(Duration.ofSeconds(30))) {
            round.check(Subject.CLUSTER_DNS, java.util.List.of(), () -> {
                gate.await();
                return Verdict.passed("Late.", true);
            });
            round.check(Subject.BROKER_DNS, java.util.List.of(), () -> Verdict.passed("Early.", true));
            assertThat(round.checks(progress)).extracting(Check::detail).containsExactly("Late.", "Early.");
        }
        assertThat(told).containsExactly("cluster-dns", "broker-dns", "1 Early.", "0 Late.");
    }
}
