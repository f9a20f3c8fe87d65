package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Interval;
import io.adxstage.stage.Retry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

/** The pauses between the attempts to send a batch, for each kind of retry that a stage may have. */
class RetriesTests {

    private static Interval of(String text) {
        return Interval.parse(text).orElseThrow();
    }

    /** In milliseconds; ends where no further attempt is made. */
    private static List<Long> pauses(Retry retry, int most) {
        BackOffExecution pauses = Retries.policy(retry).getBackOff().start();
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            long pause = pauses.nextBackOff();
            if (pause == BackOffExecution.STOP) {
                return found;
            }
            found.add(pause);
        }
        return found;
    }

    /** Doubling from the first to the longest, each a quarter longer or shorter, and none beyond the two. */
    private static void isExponential(Retry retry, long first, long longest) {
        var jittered = new HashSet<Long>();
        for (int round = 0; round < 50; round++) {
            List<Long> pauses = pauses(retry, 20);
            assertThat(pauses).hasSize(20);
            double middle = first;
            for (long pause : pauses) {
                assertThat((double) pause)
                        .isBetween(Math.max(first, middle * 0.75 - 1), Math.min(longest, middle * 1.25 + 1));
                middle = Math.min(longest, middle * 2);
            }
            jittered.add(pauses.get(3));
        }
        assertThat(jittered).as("fourth pauses").hasSizeGreaterThan(1);
    }

    @Test
    void byDefaultItIsTriedForEverBetweenASecondAndTwoMinutes() {
        isExponential(new Retry.Default(), 1000, 120_000);
        assertThat(pauses(new Retry.Default(), 100_000)).hasSize(100_000);
    }

    @Test
    void noneMeansOneAttempt() {
        assertThat(pauses(new Retry.None(), 5)).isEmpty();
    }

    @Test
    void fixedPausesAreAllTheSame() {
        assertThat(pauses(new Retry.Fixed(of("20s"), 4), 9)).containsExactly(20_000L, 20_000L, 20_000L, 20_000L);
        assertThat(pauses(new Retry.Fixed(of("10s"), null), 1000)).hasSize(1000).containsOnly(10_000L);
        assertThat(pauses(new Retry.Fixed(of("10s"), 0), 9)).isEmpty();
    }

    @Test
    void exponentialPausesEndWhereTheStageSays() {
        isExponential(new Retry.Exponential(of("200ms"), of("10s"), null), 200, 10_000);
        assertThat(pauses(new Retry.Exponential(of("1s"), of("2m"), 3), 9)).hasSize(3);
    }

    @Test
    void aFirstPauseBeyondTheLongestIsTheLongest() {
        assertThat(pauses(new Retry.Exponential(of("1m"), of("1s"), 2), 9)).containsExactly(1000L, 1000L);
    }
}
