package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastHourTests {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    private Instant now = START;
    private final LastHour hour = new LastHour(() -> now);

    private void passes(long minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void countsByTheMinuteAndSaysSinceWhen() {
        hour.received(3);
        passes(1);
        hour.received(4);
        hour.received(1);
        hour.accepted(7);
        hour.arrived(2);

        History history = hour.history();

        assertThat(history.since()).isEqualTo(START);
        assertThat(history.minutes()).hasSize(History.MINUTES);
        assertThat(history.minutes().get(58))
                .isEqualTo(new History.Minute(Instant.parse("2026-03-04T05:06:00Z"), 3, 0, 0));
        assertThat(history.minutes().getLast())
                .isEqualTo(new History.Minute(Instant.parse("2026-03-04T05:07:00Z"), 5, 7, 2));
        assertThat(history.received()).isEqualTo(8);
        assertThat(history.accepted()).isEqualTo(7);
        assertThat(history.arrived()).isEqualTo(2);
    }

    @Test
    void aMinuteIsForgottenAfterAnHourWhetherOrNotAnythingIsCounted() {
        hour.received(3);
        passes(59);
        assertThat(hour.history().received()).isEqualTo(3);
        passes(1);
        assertThat(hour.history().received()).isZero();
        hour.received(5);
        assertThat(hour.history().received()).isEqualTo(5);
    }

    @Test
    void aClockThatIsSetBackCountsOn() {
        hour.received(3);
        passes(-90);
        hour.received(4);
        assertThat(hour.history().minutes().getLast().received()).isEqualTo(4);
        assertThat(hour.history().received()).isEqualTo(4);
    }

    @Test
    void nothingIsAnHourOfNoRows() {
        assertThat(History.none(START).minutes()).isEqualTo(hour.history().minutes());
    }
}
