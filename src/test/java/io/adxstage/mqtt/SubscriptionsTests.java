package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.adxstage.testing.ScriptedBroker;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker is asked for when it refuses a part of it, in MQTT 3.1.1, where a repeated question has effects. */
class SubscriptionsTests {

    private static final String RESUMED = "20 02 01 00";
    private static final String SUBSCRIBE_A_AND_B = "82 0a 00 01 00 01 61 01 00 01 62 01";
    private static final String A_GRANTED_AND_B_REFUSED = "90 04 00 01 01 80";
    private static final String SUBSCRIBE_B = "82 06 00 01 00 01 62 01";

    @TempDir
    Path folder;

    private final Transport transport = new Transport();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private SessionMemory memory;

    @BeforeEach
    void nothingIsRemembered() {
        memory = new SessionMemory(folder.resolve("session.json"));
    }

    @AfterEach
    void stop() {
        transport.destroy();
    }

    private static ConnectionPlan plan(ScriptedBroker broker, String... topics) {
        return Plans.to("mqtt", broker.port()).topics(topics).plan();
    }

    /** A broker that welcomes the first time so, and plays the parts one after the other, one for each connection. */
    private ScriptedBroker broker(String[]... connections) throws Exception {
        var parts = List.of(connections).iterator();
        return new ScriptedBroker(line -> {
            line.hear();
            String[] says = parts.next();
            line.say(says[0]);
            for (int i = 1; i < says.length; i++) {
                heard.add(line.hear());
                line.say(says[i]);
            }
            line.waitForTheEnd();
        });
    }

    private static String[] part(String... says) {
        return says;
    }

    private void bringInLine(ConnectionPlan plan) throws Exception {
        var connection = new MqttConnection(plan, MqttVersion.MQTT_3_1_1, transport, new Deaf());
        try {
            new Subscriptions(plan, memory).bringInLine(connection, connection.connect());
        } finally {
            connection.disconnect(false);
        }
    }

    private void isRefused(ConnectionPlan plan) {
        assertThat(catchThrowableOfType(BrokerProblem.class, () -> bringInLine(plan)))
                .hasMessageContaining("refused the subscription to b");
    }

    /** Nothing is published in these tests. */
    private static final class Deaf implements MqttConnection.Listener {
        @Override
        public void received(List<Received> messages) {}

        @Override
        public void lost(BrokerProblem why) {}
    }

    @Test
    void whatIsGrantedBesideARefusalIsGivenUpWhenItIsNoLongerWanted() throws Exception {
        try (var broker = broker(
                part(ScriptedBroker.WELCOME_3, A_GRANTED_AND_B_REFUSED),
                part(RESUMED, "b0 02 00 01", "90 03 00 02 01"))) {
            isRefused(plan(broker, "a", "b"));
            bringInLine(plan(broker, "c"));
            assertThat(heard)
                    .containsExactly(
                            SUBSCRIBE_A_AND_B,
                            // UNSUBSCRIBE a and b, SUBSCRIBE c
                            "a2 08 00 01 00 01 61 00 01 62",
                            "82 06 00 02 00 01 63 01");
        }
    }

    @Test
    void whatWasRefusedIsAskedForAgain() throws Exception {
        try (var broker = broker(
                part(ScriptedBroker.WELCOME_3, "90 03 00 01 01"),
                part(RESUMED, "90 03 00 01 80"),
                part(RESUMED, "90 03 00 01 01"),
                part(RESUMED))) {
            bringInLine(plan(broker, "a"));
            isRefused(plan(broker, "a", "b"));
            bringInLine(plan(broker, "a", "b"));
            // All is granted: nothing is left to ask.
            bringInLine(plan(broker, "a", "b"));
            assertThat(heard).containsExactly("82 06 00 01 00 01 61 01", SUBSCRIBE_B, SUBSCRIBE_B);
        }
    }

    @Test
    void whatAnOldFileRemembersIsTakenAsGranted() throws Exception {
        try (var broker = broker(part(RESUMED, "90 03 00 01 01"))) {
            Files.writeString(
                    folder.resolve("session.json"),
                    "{\"broker\": \"tcp://127.0.0.1:" + broker.port()
                            + "\", \"clientId\": \"adx-stage-tests\", \"qos\": 1, \"filters\": [\"a\"]}");
            bringInLine(plan(broker, "a", "b"));
            assertThat(heard).containsExactly(SUBSCRIBE_B);
        }
    }
}
