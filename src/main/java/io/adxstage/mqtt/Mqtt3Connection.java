package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** A connection in MQTT 3.1.1, on the Paho client: for brokers that refuse MQTT 5. */
final class Mqtt3Connection implements MqttConnection {

    private final ConnectionPlan plan;
    private final Listener listener;
    private final MqttAsyncClient client;

    Mqtt3Connection(ConnectionPlan plan, Listener listener) throws BrokerProblem {
        this.plan = plan;
        this.listener = listener;
        try {
            client = new MqttAsyncClient(plan.serverUri(), plan.clientId(), null);
        } catch (MqttException | IllegalArgumentException unusable) {
            throw Problems.of(plan, unusable);
        }
        client.setManualAcks(true);
        client.setCallback(new Callback());
    }

    @Override
    public boolean connect() throws BrokerProblem {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(plan.cleanStart());
        options.setKeepAliveInterval((int) plan.settings().keepAlive().toSeconds());
        options.setConnectionTimeout((int) plan.settings().connectTimeout().toSeconds());
        if (plan.username() != null) {
            options.setUserName(plan.username());
        }
        if (plan.password() != null) {
            options.setPassword(plan.password().toCharArray());
        }
        if (plan.tls() != null) {
            options.setSocketFactory(plan.tls());
        }
        try {
            IMqttToken token = client.connect(options);
            token.waitForCompletion(timeout());
            return token.getSessionPresent();
        } catch (MqttException refused) {
            throw Problems.of(plan, refused);
        }
    }

    @Override
    public void subscribe(Collection<String> filters) throws BrokerProblem {
        List<String> asked = List.copyOf(filters);
        int[] qos = new int[asked.size()];
        Arrays.fill(qos, plan.input().qos());
        try {
            IMqttToken token = client.subscribe(asked.toArray(String[]::new), qos);
            token.waitForCompletion(timeout());
            int[] granted = token.getGrantedQos();
            for (int i = 0; granted != null && i < granted.length && i < asked.size(); i++) {
                if (granted[i] >= 0x80) {
                    throw Problems.subscriptionRefused(plan, asked.get(i), granted[i]);
                }
            }
        } catch (MqttException refused) {
            throw Problems.of(plan, refused);
        }
    }

    @Override
    public boolean repeatsRetained() {
        return true;
    }

    @Override
    public void unsubscribe(Collection<String> filters) throws BrokerProblem {
        try {
            client.unsubscribe(filters.toArray(String[]::new)).waitForCompletion(timeout());
        } catch (MqttException refused) {
            throw Problems.of(plan, refused);
        }
    }

    @Override
    public void disconnect() {
        try {
            if (client.isConnected()) {
                client.disconnect(0).waitForCompletion(2000);
            }
        } catch (MqttException alreadyGone) {
            // The aim is reached.
        }
        try {
            client.close(true);
        } catch (MqttException | RuntimeException alreadyGone) {
            // Likewise.
        }
    }

    private long timeout() {
        return plan.settings().connectTimeout().toMillis();
    }

    private final class Callback implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) throws MqttException {
            int id = message.getId();
            int qos = message.getQos();
            if (message.isRetained() && plan.input().retained() == Input.Retained.NEVER) {
                // MQTT 3.1.1 cannot ask the broker to leave retained messages out.
                acknowledge(id, qos);
                return;
            }
            listener.received(message(topic, message), message.isDuplicate(), () -> acknowledge(id, qos));
        }

        private ApplicationMessage message(String topic, MqttMessage from) {
            return new ApplicationMessage(
                    Instant.now(),
                    topic,
                    from.getQos(),
                    from.getQos() == 0 ? null : from.getId(),
                    from.isRetained(),
                    ApplicationMessage.Properties.NONE,
                    List.of(),
                    from.getPayload());
        }

        private void acknowledge(int id, int qos) {
            if (qos == 0) {
                return;
            }
            try {
                client.messageArrivedComplete(id, qos);
            } catch (MqttException gone) {
                throw new IllegalStateException("The connection that the message came on is gone", gone);
            }
        }

        @Override
        public void connectionLost(Throwable cause) {
            listener.lost(Problems.of(plan, cause));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Nothing is published here.
        }
    }
}
