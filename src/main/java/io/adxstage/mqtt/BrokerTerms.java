package io.adxstage.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * On which terms a broker lets a client in (MQTT 5, 3.2.2.3). A broker of MQTT 3.1.1 does not tell.
 *
 * @param version {@code 5} or {@code 3.1.1}
 * @param maximumQos 0, 1 or 2
 */
public record BrokerTerms(String version, int maximumQos, boolean sharedSubscriptions, boolean wildcards) {

    static final BrokerTerms OLD = new BrokerTerms("3.1.1", 2, true, true);

    static BrokerTerms of(MqttProperties told) {
        return new BrokerTerms(
                "5",
                number(told, MqttProperties.MAXIMUM_QOS, 2),
                number(told, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 1) != 0,
                number(told, MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 1) != 0);
    }

    private static int number(MqttProperties told, int id, int otherwise) {
        Integer value = Packets.value(told, id, Integer.class);
        return value == null ? otherwise : value;
    }
}
