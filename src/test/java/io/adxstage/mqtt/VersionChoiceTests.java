package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which version of MQTT a broker is asked, after what it did the last time. */
class VersionChoiceTests {

    @TempDir
    Path folder;

    /** The versions in which the broker was asked, in order. */
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    /** What a broker does with a connection in a version of MQTT. */
    private interface Manner {
        void answer(int attempt, int version, ScriptedBroker.Line line) throws IOException;
    }

    /** Fails after the attempts are made, and tells where the broker was not asked as expected. */
    private void isAskedIn(List<Integer> versions, Manner manner) throws Exception {
        try (var broker = new ScriptedBroker(line -> {
                    // CONNECT: header, length, "MQTT" with its length, version.
                    int version = Integer.parseInt(line.hear().split(" ")[8], 16);
                    asked.add(version);
                    manner.answer(asked.size(), version, line);
                });
                var unused = new Receiving(Plans.to("mqtt", broker.port()).plan(), folder).start()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> asked.size() >= versions.size());
            assertThat(asked.subList(0, versions.size())).isEqualTo(versions);
        }
    }

    /** Accepts, grants the subscription to one filter, and hangs up. */
    private static void stand(int version, ScriptedBroker.Line line) throws IOException {
        line.say(version == 5 ? ScriptedBroker.WELCOME_5 : ScriptedBroker.WELCOME_3);
        line.hear();
        line.say(version == 5 ? "90 04 00 01 00 01" : "90 03 00 01 01");
    }

    @Test
    void oneHangUpChangesNothing() throws Exception {
        isAskedIn(List.of(5, 5, 5), (attempt, version, line) -> {
            if (attempt > 1) {
                stand(version, line);
            }
        });
    }

    @Test
    void aBrokerThatHangsUpAgainAndAgainIsAskedInBothVersionsByTurns() throws Exception {
        isAskedIn(List.of(5, 5, 4, 5, 4), (attempt, version, line) -> {});
    }

    @Test
    void aBrokerThatHangsUpOnMqtt5IsReachedIn311EachTime() throws Exception {
        isAskedIn(List.of(5, 5, 4, 5, 5, 4), (attempt, version, line) -> {
            if (version == 4) {
                stand(version, line);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"20 02 00 01", "20 03 00 84 00"})
    void aBrokerThatSaysByCodeThatItDoesNotKnowMqtt5IsAskedIn311FromThenOn(String refusal) throws Exception {
        isAskedIn(List.of(5, 4, 4, 4), (attempt, version, line) -> {
            if (version == 5) {
                line.say(refusal);
            } else {
                stand(version, line);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"97", "9f", "9c", "9d", "88", "87"})
    void aRefusalForAnotherReasonLeavesTheVersion(String code) throws Exception {
        isAskedIn(List.of(5, 5, 5, 5), (attempt, version, line) -> line.say("20 03 00 " + code + " 00"));
    }
}
