package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitingTests {

    private static final Instant ACCEPTED = Instant.parse("2026-03-01T10:00:30Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT2S",
        "PT2S, PT2S",
        "PT8S, PT8S",
        "PT40S, PT40S",
        "PT5M, PT1M",
        "PT30M, PT2M",
        "PT2H, PT8M",
        "PT20H, PT10M"
    })
    void aReportIsLookedForLessAndLessOften(Duration age, Duration pause) {
        Instant now = ACCEPTED.plus(age);
        assertThat(Awaiting.next(ACCEPTED, false, now)).isEqualTo(now.plus(pause));
    }

    @ParameterizedTest
    @CsvSource({
        "10:00:31, 10:01:00",
        "10:00:59, 10:01:00",
        "10:01:00, 10:02:00",
        "10:14:10, 10:15:00",
        "10:15:31, 10:20:00"
    })
    void whatHasNoReportIsAskedForOnTheFullMinuteTogether(String now, String next) {
        assertThat(Awaiting.next(ACCEPTED, true, Instant.parse("2026-03-01T" + now + "Z")))
                .isEqualTo("2026-03-01T" + next + "Z");
    }

    @Test
    void aClockThatWasSetBackAsksSoonAllTheSame() {
        Instant before = ACCEPTED.minus(Duration.ofDays(1));
        assertThat(Awaiting.next(ACCEPTED, false, before)).isEqualTo(before.plusSeconds(2));
    }
}
