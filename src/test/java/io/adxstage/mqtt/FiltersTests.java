package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.TopicOverlap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTests {

    @ParameterizedTest
    @CsvSource({
        "plant/#, plant/+, true",
        "plant/#, plant/a/b, true",
        "plant/#, plant, true",
        "#, plant/+/x, true",
        "+/a, plant/a, true",
        "plant/+, plant/+, true",
        "plant/+, plant/#, false",
        "plant/+, plant, false",
        "plant/+, plant/a/b, false",
        "plant/a, plant/+, false",
        "plant/+/x, plant/a/+, false",
        "#, $SYS/uptime, false",
        "$SYS/#, $SYS/uptime, true",
        "#, $share/g/plant, false",
        "$share/g/#, plant, false"
    })
    void aFilterCoversWhatMatchesNothingElse(String wide, String narrow, boolean covers) {
        assertThat(TopicOverlap.covers(wide, narrow)).isEqualTo(covers);
    }

    @Test
    void onlyTheWidestAreSubscribed() {
        assertThat(Filters.withoutCovered(List.of("plant/+", "plant/#", "hall/a", "plant/b")))
                .containsExactly("plant/#", "hall/a");
    }
}
