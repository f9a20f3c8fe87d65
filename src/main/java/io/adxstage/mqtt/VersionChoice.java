package io.adxstage.mqtt;

import io.netty.handler.codec.mqtt.MqttVersion;

/**
 * Which version of MQTT to speak next: 5, or 3.1.1 from when the broker says by code that it does not know 5. A broker
 * that only hangs up may be too old, or may be starting, full or behind a balancer without members: so it is asked in 5
 * again, and from the second time in a row in 3.1.1 and 5 by turns, until a connection stands. Thread-safe.
 */
final class VersionChoice {

    private MqttVersion first = MqttVersion.MQTT_5;
    private int brokenInARow;

    synchronized MqttVersion next() {
        return brokenInARow > 0 && brokenInARow % 2 == 0 ? other(first) : first;
    }

    /** The broker accepted a connection. */
    synchronized void stood() {
        brokenInARow = 0;
    }

    /** A connection in a version failed. */
    synchronized void failed(MqttVersion in, BrokerProblem why) {
        switch (why.kind()) {
            case PROTOCOL_VERSION -> {
                first = other(in);
                brokenInARow = 0;
            }
            case BROKEN -> brokenInARow++;
            case PASSING, CUT_OFF -> brokenInARow = 0;
            case REFUSED, TOO_LARGE -> {
                // It was understood: until a person mends it, the same is asked in the same version.
            }
        }
    }

    static MqttVersion other(MqttVersion version) {
        return version == MqttVersion.MQTT_5 ? MqttVersion.MQTT_3_1_1 : MqttVersion.MQTT_5;
    }
}
