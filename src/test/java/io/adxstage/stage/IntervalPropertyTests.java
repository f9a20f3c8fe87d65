package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntervalPropertyTests {

    @Property
    void whatFollowsTheGrammarParsesAndPrintsBackToItself(@ForAll("durations") String text) {
        assertThat(Interval.parse(text)).hasValueSatisfying(interval -> {
            assertThat(interval).hasToString(text);
            assertThat(interval.duration()).isGreaterThan(Duration.ZERO);
            assertThat(Interval.parse(interval.toString())).hasValue(interval);
        });
    }

    @Property
    void nothingThrowsWhateverTheText(@ForAll String text) {
        Interval.parse(text).ifPresent(interval -> assertThat(interval).hasToString(text));
    }

    @Property
    void nothingThrowsOnTextThatIsAlmostADuration(@ForAll("almostDurations") String text) {
        Interval.parse(text).ifPresent(interval -> assertThat(interval).hasToString(text));
    }

    @Provide
    Arbitrary<String> durations() {
        Arbitrary<String> units = Arbitraries.of("h", "m", "s", "ms", "us", "\u00B5s", "\u03BCs", "ns");
        Arbitrary<String> part = Combinators.combine(Arbitraries.integers().between(1, Integer.MAX_VALUE), units)
                .as((amount, unit) -> amount + unit);
        return part.list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> almostDurations() {
        return Arbitraries.strings().withChars("0123456789hmsun\u00B5\u03BC .-").ofMaxLength(40);
    }
}
