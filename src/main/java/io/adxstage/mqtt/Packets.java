package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection says, and what it hears, between the words of the codec and our own. */
record Packets(ConnectionPlan plan, MqttVersion version) {

    private static final int MAX_KEEP_ALIVE_SECONDS = 65_535;
    private static final long MAX_EXPIRY_SECONDS = 0xFFFF_FFFFL;

    MqttConnectMessage connect() {
        MqttMessageBuilders.ConnectBuilder connect = MqttMessageBuilders.connect()
                .protocolVersion(version)
                .clientId(plan.clientId())
                .cleanSession(plan.cleanStart())
                .keepAlive((int) Math.min(plan.settings().keepAlive().toSeconds(), MAX_KEEP_ALIVE_SECONDS));
        if (plan.username() != null) {
            connect.hasUser(true).username(plan.username());
        }
        if (plan.password() != null) {
            connect.hasPassword(true).password(plan.password().getBytes(StandardCharsets.UTF_8));
        }
        if (version == MqttVersion.MQTT_5) {
            MqttProperties properties = new MqttProperties();
            // Four bytes without a sign.
            int expiry = (int) Math.min(plan.sessionExpiry().toSeconds(), MAX_EXPIRY_SECONDS);
            properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, expiry));
            properties.add(new MqttProperties.IntegerProperty(
                    MqttProperties.RECEIVE_MAXIMUM, plan.settings().receiveMaximum()));
            connect.properties(properties);
        }
        return connect.build();
    }

    MqttMessage subscribe(int packetId, List<String> filters) {
        MqttQoS qos = MqttQoS.valueOf(plan.input().qos());
        List<MqttTopicSubscription> subscriptions = filters.stream()
                .map(filter -> new MqttTopicSubscription(
                        filter, new MqttSubscriptionOption(qos, false, false, retained(filter))))
                .toList();
        return new MqttSubscribeMessage(
                header(MqttMessageType.SUBSCRIBE), id(packetId), new MqttSubscribePayload(subscriptions));
    }

    MqttMessage unsubscribe(int packetId, List<String> filters) {
        return new MqttUnsubscribeMessage(
                header(MqttMessageType.UNSUBSCRIBE), id(packetId), new MqttUnsubscribePayload(filters));
    }

    private RetainedHandlingPolicy retained(String filter) {
        // A shared subscription gets no retained messages at all, and must not ask (MQTT 5, 3.8.3.1).
        if (version != MqttVersion.MQTT_5 || filter.startsWith("$share/")) {
            return RetainedHandlingPolicy.SEND_AT_SUBSCRIBE;
        }
        return switch (plan.input().retained()) {
            case ALWAYS -> RetainedHandlingPolicy.SEND_AT_SUBSCRIBE;
            case NEW -> RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS;
            case NEVER -> RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE;
        };
    }

    /** Whether a message is one that the stage does not want, and that MQTT 3.1.1 cannot ask the broker to leave out. */
    boolean unwanted(MqttPublishMessage packet) {
        return version != MqttVersion.MQTT_5
                && packet.fixedHeader().isRetain()
                && plan.input().retained() == Input.Retained.NEVER;
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        // Bits that look like QoS 1 and are reserved (MQTT 5, 3.8.1, 3.10.1).
        return new MqttFixedHeader(type, false, MqttQoS.AT_LEAST_ONCE, false, 0);
    }

    private MqttMessageIdAndPropertiesVariableHeader id(int packetId) {
        return new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES);
    }

    static int id(MqttMessage packet) {
        return packet.variableHeader() instanceof MqttMessageIdVariableHeader header ? header.messageId() : 0;
    }

    /** Copies the message out of the buffers of the connection. */
    static ApplicationMessage message(MqttPublishMessage packet) {
        int qos = packet.fixedHeader().qosLevel().value();
        MqttProperties properties = packet.variableHeader().properties();
        boolean plain = properties == null || properties.isEmpty();
        return new ApplicationMessage(
                Instant.now(),
                packet.variableHeader().topicName(),
                qos,
                qos == 0 ? null : packet.variableHeader().packetId(),
                packet.fixedHeader().isRetain(),
                plain ? ApplicationMessage.Properties.NONE : properties(properties),
                plain ? List.of() : userProperties(properties),
                ByteBufUtil.getBytes(packet.payload()));
    }

    private static ApplicationMessage.Properties properties(MqttProperties from) {
        Integer expiry = value(from, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, Integer.class);
        return new ApplicationMessage.Properties(
                value(from, MqttProperties.RESPONSE_TOPIC, String.class),
                value(from, MqttProperties.CONTENT_TYPE, String.class),
                value(from, MqttProperties.PAYLOAD_FORMAT_INDICATOR, Integer.class),
                value(from, MqttProperties.CORRELATION_DATA, byte[].class),
                expiry == null ? null : Integer.toUnsignedLong(expiry));
    }

    static <T> @Nullable T value(MqttProperties from, int id, Class<T> type) {
        MqttProperties.MqttProperty<?> property = from.getProperty(id);
        return property == null ? null : type.cast(property.value());
    }

    private static List<ApplicationMessage.UserProperty> userProperties(MqttProperties from) {
        return from.getProperties(MqttProperties.USER_PROPERTY).stream()
                .map(property -> (MqttProperties.StringPair) property.value())
                .map(pair -> new ApplicationMessage.UserProperty(pair.key, pair.value))
                .toList();
    }
}
