package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicOverlapTests {

    @ParameterizedTest
    @CsvSource({
        "a/+, +/b, true",
        "a/+/c, a/b/+, true",
        "a/#, +/b, true",
        "a/b/#, +/b, true",
        "$share/g/a/+, a/b, true",
        "$share/g/a/+, $share/h/a/b, true",
        "a/+, b/+, false",
        "a/+, +/b/c, false",
        "a, a/b, false",
        "+/b, $SYS/b, false",
        // Only the wider of these is subscribed.
        "a/#, a/+, false",
        "a/b, a/b, false"
    })
    void twoFiltersDoubleAMessageWhereATopicMatchesBothAndNeitherIsTheWider(String one, String other, boolean doubles) {
        assertThat(TopicOverlap.doubles(one, other)).isEqualTo(doubles);
        assertThat(TopicOverlap.doubles(other, one)).isEqualTo(doubles);
    }
}
