package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When messages are handed on at once, and when they wait for others. */
class GatheringTests {

    private final Gathering gathering = new Gathering();

    /** A broker that sends so many and then waits for its answers. Answers how often it had to wait for the pause. */
    private int rounds(int window, int rounds) {
        int pauses = 0;
        for (int round = 0; round < rounds; round++) {
            boolean isDue = false;
            for (int message = 1; message <= window; message++) {
                isDue = gathering.isDue(message, 1);
            }
            if (!isDue) {
                gathering.isLate(window);
                pauses++;
            }
        }
        return pauses;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 20, 200})
    void aBrokerThatWaitsForItsAnswersWaitsForFewPauses(int window) {
        rounds(window, 1);
        assertThat(rounds(window, 1_000)).isLessThanOrEqualTo(6);
        assertThat(rounds(window, 100_000)).isLessThan(30);
    }

    @Test
    void aBrokerThatHandsOverMuchWaitsForNone() {
        for (int round = 0; round < 10_000; round++) {
            assertThat(gathering.isDue(1_000, Gathering.MUCH)).isTrue();
        }
    }

    @Test
    void aSmallerWindowIsLearntWithinHalfAHundredPauses() {
        rounds(200, 3);
        assertThat(rounds(20, 1000)).isLessThan(50);
        assertThat(rounds(20, 100)).isLessThanOrEqualTo(3);
    }

    @Test
    void messagesThatComeOneByOneAreSoonHandedOnAtOnce() {
        rounds(20, 3);
        rounds(1, 30);
        assertThat(rounds(1, 100)).isLessThanOrEqualTo(3);
    }

    @Test
    void whereMoreWouldComeThatIsFoundOut() {
        rounds(1, 16);
        // Now they come faster, and each is still handed on alone.
        assertThat(gathering.isDue(1, 1)).isFalse();
        assertThat(gathering.isDue(25, 25)).isFalse();
        gathering.isLate(25);
        assertThat(gathering.isDue(1, 1)).isFalse();
        assertThat(gathering.isDue(24, 24)).isFalse();
        assertThat(gathering.isDue(25, 25)).isTrue();
    }

    @Test
    void whatComesWhileOthersAreStoredIsWaitedForFromThenOn() {
        assertThat(gathering.isDue(7, 7)).isTrue();
        assertThat(gathering.isDue(14, 7)).isTrue();
        // The first seven are answered.
        assertThat(gathering.isDue(8, 1)).isFalse();
        assertThat(gathering.isDue(14, 7)).isTrue();
    }

    @Test
    void whatNeedsNoAnswerWaitsUntilItIsMuch() {
        assertThat(gathering.isDue(0, Gathering.MUCH - 1)).isFalse();
        assertThat(gathering.isDue(0, Gathering.MUCH)).isTrue();
    }
}
