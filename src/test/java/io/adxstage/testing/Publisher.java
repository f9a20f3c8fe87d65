package io.adxstage.testing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Publishes to a broker as somebody's device would. */
public final class Publisher implements AutoCloseable {

    private final MqttClient client;

    public Publisher(int port) throws MqttException {
        client = new MqttClient("tcp://127.0.0.1:" + port, "publisher-" + UUID.randomUUID(), new MemoryPersistence());
        client.connect();
    }

    /** Publishes at QoS 1 and waits for the broker to have it. */
    public void publish(String topic, String payload) throws MqttException {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    public void publish(String topic, byte[] payload) throws MqttException {
        var message = new MqttMessage(payload);
        message.setQos(1);
        publish(topic, message);
    }

    public void publish(String topic, MqttMessage message) throws MqttException {
        client.publish(topic, message);
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }
}
