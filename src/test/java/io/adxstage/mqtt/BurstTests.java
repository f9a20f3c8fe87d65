package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.message.ApplicationMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Messages that are taken one after the other, with failures in between. */
class BurstTests {

    private final AtomicBoolean over = new AtomicBoolean();

    private static Received message(String text, int qos) {
        var message = new ApplicationMessage(
                Instant.EPOCH,
                "t",
                qos,
                qos == 0 ? null : 1,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                text.getBytes(StandardCharsets.UTF_8));
        return new Received(message, false, () -> {});
    }

    private Burst burst(Received... messages) {
        return new Burst(List.of(messages), over::get);
    }

    private static String text(Received received) {
        return new String(Objects.requireNonNull(received).message().payload(), StandardCharsets.UTF_8);
    }

    private static List<String> rest(Burst burst) {
        List<String> rest = new ArrayList<>();
        for (Received one = burst.next(); one != null; one = burst.next()) {
            rest.add(text(one));
        }
        return rest;
    }

    @Test
    void givesThemInOrderAndThenNothing() {
        assertThat(rest(burst(message("a", 1), message("b", 0), message("c", 1))))
                .containsExactly("a", "b", "c");
    }

    @Test
    void afterAFailureThereAreThoseThatAreNotDoneWith() {
        Burst burst = burst(message("a", 1), message("b", 1), message("c", 1), message("d", 1));
        burst.next();
        int from = burst.position();
        burst.next();
        burst.next();
        burst.taken(from, burst.position());
        burst.rewind();
        assertThat(burst.left()).isEqualTo(2);
        assertThat(rest(burst)).containsExactly("a", "d");
    }

    @Test
    void whatIsDoneWithTwiceCountsOnce() {
        Burst burst = burst(message("a", 1), message("b", 1));
        burst.taken(0, 1);
        burst.taken(0, 2);
        assertThat(burst.left()).isZero();
    }

    @Test
    void theFirstThatIsNotDoneWithCanBeDropped() {
        Burst burst = burst(message("a", 0), message("b", 0), message("c", 0));
        burst.taken(0, 1);
        assertThat(text(burst.drop())).isEqualTo("b");
        assertThat(rest(burst)).containsExactly("c");
        assertThat(text(burst.drop())).isEqualTo("c");
        assertThat(burst.drop()).isNull();
    }

    @Test
    void onceTheConnectionIsOverOnlyQos0IsTaken() {
        Burst burst = burst(message("a", 1), message("b", 0), message("c", 2), message("d", 0));
        assertThat(text(burst.next())).isEqualTo("a");
        over.set(true);
        assertThat(rest(burst)).containsExactly("b", "d");
    }
}
