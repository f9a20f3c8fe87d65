package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SamplePublisherTests {

    private final Set<String> topics = ConcurrentHashMap.newKeySet();

    @Test
    void threeOvensPublishInTurnAndABrokerMayBeRestarted() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.onFreePort().start();
        int port = broker.port();
        try (SamplePublisher publisher = new SamplePublisher(port, Duration.ofMillis(10))) {
            publisher.start();
            hearAll(port);
            broker.close();
            try (EmbeddedBroker again = new EmbeddedBroker(port, null).start()) {
                topics.clear();
                hearAll(again.port());
            }
        } finally {
            broker.close();
        }
    }

    @Test
    void zeroTurnsItOff() {
        try (SamplePublisher publisher = new SamplePublisher(1, Duration.ZERO)) {
            publisher.start();
        }
    }

    private void hearAll(int port) throws Exception {
        MqttClient client = new MqttClient("tcp://localhost:" + port, "listener", new MemoryPersistence());
        client.setCallback(new ListeningCallback((topic, message) -> {
            String text = new String(message.getPayload(), StandardCharsets.UTF_8);
            if (JsonMapper.shared().readTree(text).path("Batch").isInt()) {
                topics.add(topic);
            }
        }));
        client.connect();
        client.subscribe("factory/oven/+", 1);
        await().untilAsserted(() ->
                assertThat(topics).containsExactlyInAnyOrder("factory/oven/1", "factory/oven/2", "factory/oven/3"));
        client.disconnect();
        client.close();
    }
}
