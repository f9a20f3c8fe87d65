package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTests {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.onFreePort().start();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyQualityOfServiceIsKept(int qos) throws Exception {
        Listener heard = new Listener();
        try (Connection subscriber = new Connection("subscriber-" + qos, true);
                Connection publisher = new Connection("publisher-" + qos, true)) {
            subscriber.subscribe("qos/" + qos + "/+", qos, heard);
            publisher.publish("qos/" + qos + "/a", "hello", qos, false);

            heard.waitFor("hello");
            assertThat(heard.messages.getFirst().getQos()).isEqualTo(qos);
        }
    }

    @Test
    void aPersistentSessionKeepsWhatCameWhileItsClientWasAway() throws Exception {
        try (Connection subscriber = new Connection("sleeper", false)) {
            subscriber.subscribe("sleep/#", 1, new Listener());
        }
        try (Connection publisher = new Connection("nurse", true)) {
            publisher.publish("sleep/one", "while you were out", 1, false);
        }
        Listener heard = new Listener();
        try (Connection subscriber = new Connection("sleeper", false, heard)) {
            heard.waitFor("while you were out");
            assertThat(subscriber.sessionPresent).isTrue();
        }
    }

    @Test
    void aRetainedMessageGreetsALaterSubscriber() throws Exception {
        Listener heard = new Listener();
        try (Connection publisher = new Connection("keeper", true);
                Connection subscriber = new Connection("latecomer", true)) {
            publisher.publish("kept/one", "still here", 1, true);
            subscriber.subscribe("kept/#", 1, heard);

            heard.waitFor("still here");
            assertThat(heard.messages.getFirst().isRetained()).isTrue();
        }
    }

    @Test
    void aSharedSubscriptionSplitsTheMessagesAmongItsClients() throws Exception {
        Listener first = new Listener();
        Listener second = new Listener();
        List<String> sent = IntStream.range(0, 40).mapToObj(String::valueOf).toList();
        try (Connection one = new Connection("share-1", true, first);
                Connection two = new Connection("share-2", true, second);
                Connection publisher = new Connection("share-publisher", true)) {
            one.client.subscribe("$share/group/shared/#", 1);
            two.client.subscribe("$share/group/shared/#", 1);
            for (String text : sent) {
                publisher.publish("shared/" + text, text, 1, false);
            }

            await().untilAsserted(() -> assertThat(Stream.concat(first.texts().stream(), second.texts().stream())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(sent));
            assertThat(first.texts()).isNotEmpty();
            assertThat(second.texts()).isNotEmpty();
        }
    }

    @Test
    void aVersionThreeClientIsServedToo() throws Exception {
        Listener heard = new Listener();
        try (Connection subscriber = new Connection("five", true);
                var three = new org.eclipse.paho.client.mqttv3.MqttClient(
                        "tcp://localhost:" + broker.port(),
                        "three",
                        new org.eclipse.paho.client.mqttv3.persist.MemoryPersistence())) {
            subscriber.subscribe("old/#", 1, heard);
            three.connect();
            three.publish("old/one", "from 3.1.1".getBytes(StandardCharsets.UTF_8), 1, false);
            heard.waitFor("from 3.1.1");
            three.disconnect();
        }
    }

    @Test
    void aBusyPortIsToldAsSuch() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker second = new EmbeddedBroker(other.getLocalPort(), null)) {
            assertThatExceptionOfType(BindException.class).isThrownBy(second::start);
        }
    }

    private static final class Listener implements IMqttMessageListener {
        private final List<MqttMessage> messages = new CopyOnWriteArrayList<>();

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            messages.add(message);
        }

        List<String> texts() {
            return messages.stream()
                    .map(message -> new String(message.getPayload(), StandardCharsets.UTF_8))
                    .toList();
        }

        void waitFor(String text) {
            await().untilAsserted(() -> assertThat(texts()).contains(text));
        }
    }

    private static final class Connection implements AutoCloseable {
        private final MqttClient client;
        private final boolean sessionPresent;

        Connection(String id, boolean clean) throws Exception {
            this(id, clean, new Listener());
        }

        Connection(String id, boolean clean, Listener listener) throws Exception {
            client = new MqttClient("tcp://localhost:" + broker.port(), id, new MemoryPersistence());
            client.setCallback(new ListeningCallback(listener));
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(clean);
            options.setSessionExpiryInterval(clean ? 0L : 3600L);
            sessionPresent = client.connectWithResult(options).getSessionPresent();
        }

        void subscribe(String filter, int qos, Listener listener) throws Exception {
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(filter, qos)}, new IMqttMessageListener[] {listener});
        }

        void publish(String topic, String text, int qos, boolean retained) throws Exception {
            client.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, retained);
        }

        @Override
        public void close() throws Exception {
            client.disconnect();
            client.close();
        }
    }
}
