package io.adxstage.mqtt;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the way in.
 *
 * @param dataDir the folder that everything is kept under; bound as text, because bound as a {@code Path} a
 *     relative name like {@code db} would be looked for on the class path first
 */
@ConfigurationProperties("adx-stage")
record MqttSettings(
        @DefaultValue("./data") String dataDir,
        @DefaultValue Mqtt mqtt) {

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /**
     * @param keepAlive the longest silence on a connection, 1 to 65,535 seconds
     * @param connectTimeout the longest wait for the broker to answer a connect or subscribe
     * @param receiveMaximum unacknowledged messages that an MQTT 5 broker may have under way, 1 to 65,535
     * @param maxReconnectDelay the longest pause before another attempt to connect; the first is a second
     * @param maxMessageSize the largest message that is taken, at most the protocol's 256 MB; a larger one is left with
     *     the broker and stops the stage until a person decides
     */
    record Mqtt(
            @DefaultValue("30s") Duration keepAlive,
            @DefaultValue("15s") Duration connectTimeout,
            @DefaultValue("1000") int receiveMaximum,
            @DefaultValue("30s") Duration maxReconnectDelay,
            @DefaultValue("256MB") DataSize maxMessageSize) {

        /** Section 2.1.4: four bytes of seven bits. */
        private static final int PROTOCOL_LIMIT = 268_435_455;

        /** What two bytes hold: sections 3.1.2.10 (keep alive, in seconds) and 3.1.2.11.3 (receive maximum). */
        private static final int TWO_BYTES = 65_535;

        public Mqtt {
            if (keepAlive.toSeconds() < 1 || keepAlive.toSeconds() > TWO_BYTES) {
                throw new IllegalArgumentException("adx-stage.mqtt.keep-alive must be 1s to 65535s, like 30s");
            }
            if (connectTimeout.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "adx-stage.mqtt.connect-timeout must be at least a millisecond, like 15s");
            }
            if (receiveMaximum < 1 || receiveMaximum > TWO_BYTES) {
                throw new IllegalArgumentException("adx-stage.mqtt.receive-maximum must be 1 to 65535, like 1000");
            }
            if (maxReconnectDelay.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "adx-stage.mqtt.max-reconnect-delay must be at least a millisecond, like 30s");
            }
            if (maxMessageSize.toBytes() < 1) {
                throw new IllegalArgumentException(
                        "adx-stage.mqtt.max-message-size must be greater than zero, like 256MB");
            }
        }

        int maxMessageBytes() {
            return Math.clamp(maxMessageSize.toBytes(), 1, PROTOCOL_LIMIT);
        }
    }
}
