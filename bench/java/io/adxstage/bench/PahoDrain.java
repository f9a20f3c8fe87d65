package io.adxstage.bench;

import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** The client under the usual adapters, doing nothing but counting. Arguments: port, topic, QoS. */
final class PahoDrain {

    private PahoDrain() {}

    public static void main(String... arguments) throws Exception {
        LongAdder received = new LongAdder();
        var client = new MqttClient(
                "tcp://127.0.0.1:" + arguments[0], "bench-paho-" + UUID.randomUUID(), new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setReceiveMaximum(1000);
        client.connect(options);
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription(arguments[1], Integer.parseInt(arguments[2]))},
                new org.eclipse.paho.mqttv5.client.IMqttMessageListener[] {(topic, message) -> received.increment()});
        Teller.tell(received::sum);
    }
}
