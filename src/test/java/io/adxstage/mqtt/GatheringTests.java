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
    @ValueSource(ints = {1, 2, 10, 20, 1000})
    void aBrokerThatWaitsForItsAnswersNeverWaitsForThePause(int window) {
        assertThat(rounds(window, 100)).isZero();
    }

    @Test
    void aSmallerWindowIsLearntWithinHalfASecondOfPauses() {
        rounds(1000, 3);
        assertThat(rounds(20, 1000)).isLessThan(50);
        assertThat(rounds(20, 100)).isZero();
    }

    @Test
    void messagesThatComeOneByOneAreSoonHandedOnAtOnce() {
        rounds(20, 3);
        rounds(1, 30);
        assertThat(rounds(1, 100)).isZero();
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
