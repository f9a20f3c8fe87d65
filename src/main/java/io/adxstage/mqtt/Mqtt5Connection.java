package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A connection in MQTT 5, on the Paho client. */
final class Mqtt5Connection implements MqttConnection {

    private final ConnectionPlan plan;
    private final Listener listener;
    private final MqttAsyncClient client;

    Mqtt5Connection(ConnectionPlan plan, Listener listener) throws BrokerProblem {
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
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(plan.cleanStart());
        options.setSessionExpiryInterval(plan.sessionExpiry().toSeconds());
        options.setReceiveMaximum(plan.settings().receiveMaximum());
        options.setKeepAliveInterval((int) plan.settings().keepAlive().toSeconds());
        options.setConnectionTimeout((int) plan.settings().connectTimeout().toSeconds());
        if (plan.username() != null) {
            options.setUserName(plan.username());
        }
        if (plan.password() != null) {
            options.setPassword(plan.password().getBytes(StandardCharsets.UTF_8));
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
        MqttSubscription[] subscriptions = asked.stream()
                .map(filter -> {
                    MqttSubscription subscription =
                            new MqttSubscription(filter, plan.input().qos());
                    // A shared subscription gets no retained messages at all, and must not ask (MQTT 5, 3.8.3.1).
                    subscription.setRetainHandling(filter.startsWith("$share/") ? 0 : retainHandling());
                    return subscription;
                })
                .toArray(MqttSubscription[]::new);
        try {
            IMqttToken token = client.subscribe(subscriptions);
            token.waitForCompletion(timeout());
            // Paho reports a refused filter as success.
            int[] codes = token.getReasonCodes();
            for (int i = 0; codes != null && i < codes.length && i < asked.size(); i++) {
                if (codes[i] >= 0x80) {
                    throw Problems.subscriptionRefused(plan, asked.get(i), codes[i]);
                }
            }
        } catch (MqttException refused) {
            throw Problems.of(plan, refused);
        }
    }

    /** 0: send retained messages at each subscription; 1: only at a new one; 2: never (MQTT 5, 3.8.3.1). */
    private int retainHandling() {
        return switch (plan.input().retained()) {
            case ALWAYS -> 0;
            case NEW -> 1;
            case NEVER -> 2;
        };
    }

    @Override
    public boolean repeatsRetained() {
        return plan.input().retained() == Input.Retained.ALWAYS;
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

    private static ApplicationMessage message(String topic, MqttMessage from) {
        MqttProperties properties = from.getProperties();
        List<ApplicationMessage.UserProperty> user = new ArrayList<>();
        if (properties != null) {
            properties
                    .getUserProperties()
                    .forEach(pair -> user.add(new ApplicationMessage.UserProperty(pair.getKey(), pair.getValue())));
        }
        return new ApplicationMessage(
                Instant.now(),
                topic,
                from.getQos(),
                from.getQos() == 0 ? null : from.getId(),
                from.isRetained(),
                properties == null ? ApplicationMessage.Properties.NONE : properties(properties),
                user,
                from.getPayload());
    }

    private static ApplicationMessage.Properties properties(MqttProperties from) {
        return new ApplicationMessage.Properties(
                from.getResponseTopic(),
                from.getContentType(),
                from.getPayloadFormat() ? Integer.valueOf(1) : null,
                from.getCorrelationData(),
                from.getMessageExpiryInterval());
    }

    private final class Callback implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            int id = message.getId();
            int qos = message.getQos();
            listener.received(message(topic, message), message.isDuplicate(), () -> acknowledge(id, qos));
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
        public void disconnected(MqttDisconnectResponse response) {
            listener.lost(Problems.lost(plan, response.getReturnCode(), response.getException()));
        }

        @Override
        public void mqttErrorOccurred(MqttException error) {
            // What follows from it is told through disconnected().
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Nothing is published here.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // connect() waits for it.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // Enhanced authentication is not used.
        }
    }
}
