package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.stage.Input;
import io.adxstage.testing.Flood;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.OldBroker;
import io.adxstage.testing.Publisher;
import io.adxstage.testing.RequiresProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint before a real broker, in MQTT 5 and in 3.1.1. */
@RequiresProgram("mosquitto")
class MqttInboundTests {

    private static final int MANY = 60_000;

    @TempDir
    Path folder;

    private Mosquitto mosquitto;
    private Publisher publisher;
    private OldBroker old;

    @BeforeEach
    void startBroker() throws Exception {
        mosquitto = Mosquitto.start(folder.resolve("broker"));
        publisher = new Publisher(mosquitto.port());
    }

    @AfterEach
    void stopBroker() throws Exception {
        if (publisher != null) {
            publisher.close();
        }
        if (old != null) {
            old.close();
        }
        mosquitto.close();
    }

    private Plans plans() {
        return Plans.to("mqtt", mosquitto.port());
    }

    /** The same broker, which knows MQTT 3.1.1 only where {@code version} is 3. */
    private Plans plans(int version) throws Exception {
        if (version == 5) {
            return plans();
        }
        old = new OldBroker(mosquitto.port());
        return Plans.to("mqtt", Integer.parseInt(old.url().replaceAll(".*:", "")));
    }

    private Receiving receiving(Plans plans) {
        return new Receiving(plans.plan(), folder);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static void awaitSubscribed(Receiving receiving) {
        patiently().until(() -> receiving.told.contains("subscribed"));
    }

    private void publish(String topic, int qos, int n) throws Exception {
        publish(topic, qos, false, n);
    }

    private void publish(String topic, int qos, boolean retained, int n) throws Exception {
        var message = new MqttMessage(("{\"n\":" + n + "}").getBytes());
        message.setQos(qos);
        message.setRetained(retained);
        publisher.publish(topic, message);
    }

    private void restartWith(String... settings) throws Exception {
        publisher.close();
        mosquitto.close();
        mosquitto = Mosquitto.start(folder.resolve("other-broker"), settings);
        publisher = new Publisher(mosquitto.port());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 3})
    void whetherTheSessionIsResumedIsToldBeforeItsMessages(int version) throws Exception {
        var plans = plans(version);
        try (var first = receiving(plans).start()) {
            awaitSubscribed(first);
            assertThat(first.told).containsExactly("connected", "subscribed");
        }
        publish("plant/a", 1, 1);
        try (var second = receiving(plans).start()) {
            patiently().until(() -> second.numbers().equals(List.of(1)));
            awaitSubscribed(second);
            assertThat(second.told.subList(0, 2)).isSubsetOf("resumed", "message", "subscribed");
            assertThat(second.told.getFirst()).isEqualTo("resumed");
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "5, 2", "3, 1", "3, 2"})
    void whatIsNotAcknowledgedComesAgainAsADuplicate(int version, int qos) throws Exception {
        var plans = plans(version).qos(qos);
        var stuck = new CountDownLatch(1);
        int id;
        try (var first = receiving(plans)) {
            first.flow = message -> stuck.countDown();
            first.start();
            awaitSubscribed(first);
            publish("plant/a", qos, 1);
            patiently().until(() -> first.messages.size() == 1);
            id = first.messages.getFirst().packetId();
            assertThat(first.messages.getFirst().duplicate()).isFalse();
        }
        try (var second = receiving(plans).start()) {
            patiently().until(() -> second.messages.size() == 1);
            assertThat(second.messages).containsExactly(new Receiving.Heard(1, qos, id, true, false));
            awaitSubscribed(second);
        }
        try (var third = receiving(plans).start()) {
            awaitSubscribed(third);
            publish("plant/a", qos, 2);
            patiently().until(() -> third.messages.size() == 1);
            assertThat(third.numbers()).containsExactly(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, ''", "5, max_inflight_messages 1000", "3, ''", "3, max_inflight_messages 1000"})
    void aSessionThatHoldsManyMessagesFlowsAtOnceInOrder(int version, String setting) throws Exception {
        restartWith(List.of("allow_anonymous true", "max_queued_messages 0", setting)
                .toArray(String[]::new));
        var plans = plans(version);
        try (var first = receiving(plans).start()) {
            awaitSubscribed(first);
        }
        Flood.publish(mosquitto.port(), "plant/many", 1, MANY);
        try (var second = receiving(plans).start()) {
            patiently().until(() -> second.messages.size() >= MANY);
            assertThat(second.numbers())
                    .isEqualTo(IntStream.range(0, MANY).boxed().toList());
            assertThat(second.told.stream().filter(told -> told.startsWith("failed")))
                    .isEmpty();
        }
        try (var third = receiving(plans).start()) {
            awaitSubscribed(third);
            publish("plant/a", 1, -1);
            patiently().until(() -> !third.messages.isEmpty());
            assertThat(third.messages).hasSize(1);
        }
    }

    @Test
    void aSlowFlowSlowsTheBrokerDownAndLosesNothingOfQos0() throws Exception {
        restartWith("allow_anonymous true", "max_queued_messages 0");
        var go = new CountDownLatch(1);
        try (var slow = receiving(plans().qos(0))) {
            slow.flow = message -> {
                try {
                    go.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            };
            slow.start();
            awaitSubscribed(slow);
            Flood.publish(mosquitto.port(), "plant/fast", 0, MANY);
            go.countDown();
            patiently().until(() -> slow.messages.size() >= MANY);
            assertThat(slow.numbers())
                    .isEqualTo(IntStream.range(0, MANY).boxed().toList());
        }
    }

    @Test
    void aMessageThatTheFlowCannotTakeComesOnANewConnection() throws Exception {
        try (var receiving = receiving(plans())) {
            receiving.flow = message -> {
                if (receiving.told.stream().noneMatch("resumed"::equals)) {
                    throw new IllegalStateException("not now");
                }
                Receiving.acknowledge(message);
            };
            receiving.start();
            awaitSubscribed(receiving);
            publish("plant/a", 1, 1);
            publish("plant/a", 1, 2);
            patiently().until(() -> receiving.messages.size() == 2);
            assertThat(receiving.numbers()).containsExactly(1, 2);
            assertThat(receiving.told).anyMatch(told -> told.startsWith("failed: A message could not be taken"));
            assertThat(receiving.lost).hasValue(0);
        }
    }

    @Test
    void anErrorIsToldAndTheConnectionIsMadeAnew() throws Exception {
        try (var receiving = receiving(plans())) {
            receiving.whenConnected = () -> {
                receiving.whenConnected = () -> {};
                throw new NoClassDefFoundError("of a library");
            };
            receiving.start();
            awaitSubscribed(receiving);
            assertThat(receiving.told)
                    .containsSubsequence(
                            "failed: The connection failed unexpectedly; the log tells more.", "subscribed");
            publish("plant/a", 1, 1);
            patiently().until(() -> receiving.numbers().equals(List.of(1)));
        }
    }

    @Test
    void aMessageOfQos0ThatTheFlowCannotTakeIsCountedAsLost() throws Exception {
        try (var receiving = receiving(plans().qos(0))) {
            receiving.flow = message -> {
                if (receiving.lost.get() == 0) {
                    throw new IllegalStateException("not now");
                }
            };
            receiving.start();
            awaitSubscribed(receiving);
            publish("plant/a", 0, 1);
            publish("plant/a", 0, 2);
            patiently().until(() -> receiving.numbers().equals(List.of(2)));
            assertThat(receiving.lost).hasValue(1);
            assertThat(receiving.told).noneMatch(told -> told.startsWith("failed"));
        }
    }

    @Test
    void twoWithOneClientIdAreToldApart() throws Exception {
        try (var one = receiving(plans()).start()) {
            awaitSubscribed(one);
            try (var other = receiving(plans()).start()) {
                patiently().until(() -> one.told.stream().anyMatch(told -> told.contains("the same client id")));
                patiently().until(() -> other.told.stream().anyMatch(told -> told.contains("the same client id")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 3})
    void topicsThatAreNoLongerWantedAreGivenUp(int version) throws Exception {
        var plans = plans(version);
        try (var before = receiving(plans.topics("plant/#", "hall/#")).start()) {
            awaitSubscribed(before);
        }
        try (var after = receiving(plans.topics("plant/#", "yard/#")).start()) {
            awaitSubscribed(after);
            publish("hall/a", 1, 1);
            publish("yard/a", 1, 2);
            publish("plant/a", 1, 3);
            patiently().until(() -> after.messages.size() == 2);
            assertThat(after.numbers()).containsExactly(2, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, NEW, 1", "5, ALWAYS, 2", "5, NEVER, 0", "3, NEW, 1", "3, ALWAYS, 2", "3, NEVER, 0"})
    void retainedMessagesComeAsOftenAsWanted(int version, Input.Retained retained, int times) throws Exception {
        publish("plant/retained", 1, true, 7);
        var plans = plans(version).retained(retained);
        int came = 0;
        for (int marker = 1; marker <= 2; marker++) {
            try (var receiving = receiving(plans).start()) {
                awaitSubscribed(receiving);
                publish("plant/marker", 1, marker);
                int last = marker;
                patiently().until(() -> receiving.numbers().contains(last));
                came += receiving.numbers().size() - 1;
            }
        }
        assertThat(came).isEqualTo(times);
    }

    @Test
    void aSessionThatIsEndedHoldsNothingAnyMore() throws Exception {
        try (var before = receiving(plans()).start()) {
            awaitSubscribed(before);
            before.inbound.stop();
            before.inbound.endSession();
        }
        publish("plant/a", 1, 1);
        try (var after = receiving(plans()).start()) {
            awaitSubscribed(after);
            assertThat(after.told).startsWith("connected");
            publish("plant/a", 1, 2);
            patiently().until(() -> !after.messages.isEmpty());
            assertThat(after.numbers()).containsExactly(2);
        }
    }

    @Test
    void aBrokerThatForgotTheSessionIsSubscribedAnew() throws Exception {
        var plans = plans();
        try (var receiving = receiving(plans).start()) {
            awaitSubscribed(receiving);
            publisher.close();
            publisher = null;
            mosquitto.stop();
            mosquitto.forget();
            mosquitto.start();
            publisher = new Publisher(mosquitto.port());
            patiently()
                    .until(() ->
                            receiving.told.stream().filter("subscribed"::equals).count() == 2);
            assertThat(receiving.told).doesNotContain("resumed");
            publish("plant/a", 1, 1);
            patiently().until(() -> receiving.numbers().equals(List.of(1)));
        }
    }

    @Test
    void theFlagsOfMqtt5AndItsPropertiesAreKept() throws Exception {
        var properties = new org.eclipse.paho.mqttv5.common.packet.MqttProperties();
        properties.setResponseTopic("answer");
        properties.setContentType("text/plain");
        properties.setPayloadFormat(true);
        properties.setCorrelationData(new byte[] {1, 2});
        properties.setMessageExpiryInterval(4_000_000_000L);
        properties.setUserProperties(List.of(new org.eclipse.paho.mqttv5.common.packet.UserProperty("k", "v")));
        var message = new MqttMessage("{\"n\":1}".getBytes());
        message.setQos(1);
        message.setProperties(properties);
        try (var receiving = receiving(plans())) {
            receiving.flow = arrived -> {
                Receiving.acknowledge(arrived);
                var its = arrived.message().properties();
                receiving.told.add(String.join(
                        " ",
                        its.responseTopic(),
                        its.contentType(),
                        String.valueOf(its.payloadFormat()),
                        java.util.HexFormat.of().formatHex(its.correlationData()),
                        String.valueOf(its.messageExpiry() > 3_999_999_000L),
                        String.valueOf(arrived.message().userProperties())));
            };
            receiving.start();
            awaitSubscribed(receiving);
            publisher.publish("plant/a", message);
            patiently().until(() -> receiving.messages.size() == 1);
            assertThat(receiving.told).contains("answer text/plain 1 0102 true [UserProperty[key=k, value=v]]");
        }
    }
}
