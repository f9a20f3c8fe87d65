package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTests {

    @ParameterizedTest
    @CsvSource({
        "2h, PT2H",
        "1h10m30s, PT1H10M30S",
        "3m9ms400ns, PT3M0.009000400S",
        "60s, PT1M",
        "5us, PT0.000005S",
        "5\u00B5s, PT0.000005S",
        "5\u03BCs, PT0.000005S",
        "1m1ms, PT1M0.001S",
        "007s, PT7S",
        "30s1h, PT1H30S",
        "0h1ns, PT0.000000001S"
    })
    void theseAreDurations(String text, Duration expected) {
        assertThat(Interval.parse(text)).hasValue(new Interval(text, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0s",
                "0h0m",
                "5",
                "s",
                "5 s",
                " 5s",
                "5s ",
                "-5s",
                "+5s",
                "1.5s",
                "5S",
                "5d",
                "5sec",
                "5s3",
                "PT5S",
                "1e3s",
                "\u0665s",
                "99999999999999999999s",
                "9223372036854775807h",
                "5u",
                "5n",
                "5\u00B5"
            })
    void theseAreNoDurations(String text) {
        assertThat(Interval.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807s", "9223372036854775807s1h"})
    void aSumBeyondWhatADurationHoldsIsNone(String text) {
        assertThat(Interval.parse(text).isPresent()).isEqualTo(!text.endsWith("h"));
    }
}
