package io.adxstage.local;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Local mode.
 *
 * @param mqttPort of the embedded broker, 0 for a free one; absent: 1883, or a free one where that is busy
 * @param adxPort of the ADX stand-in, 0 for a free one; absent: 8090, or a free one where that is busy
 * @param ingestionDelay from a message in the stand-in's queue to its rows; on a cluster it is minutes
 * @param publishEvery how often the sample publisher sends a message; 0 turns it off
 */
@ConfigurationProperties("adx-stage.local")
public record LocalSettings(
        @Nullable Integer mqttPort,
        @Nullable Integer adxPort,
        @DefaultValue("0s") Duration ingestionDelay,
        @DefaultValue("1s") Duration publishEvery) {

    static final int DEFAULT_MQTT_PORT = 1883;
    static final int DEFAULT_ADX_PORT = 8090;

    public LocalSettings {
        requirePort("mqtt-port", mqttPort);
        requirePort("adx-port", adxPort);
        requireNotNegative("ingestion-delay", ingestionDelay);
        requireNotNegative("publish-every", publishEvery);
    }

    private static void requirePort(String key, @Nullable Integer port) {
        if (port != null && (port < 0 || port > 65535)) {
            throw new IllegalArgumentException(
                    "adx-stage.local." + key + " is " + port + ": a port is a number from 0 to 65535.");
        }
    }

    private static void requireNotNegative(String key, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("adx-stage.local." + key + " is negative: use 0 or more, such as 1s.");
        }
    }
}
