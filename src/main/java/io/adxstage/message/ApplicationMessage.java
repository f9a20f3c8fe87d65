package io.adxstage.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT application message, as it came in.
 *
 * @param received UTC receive time
 * @param packetId 1 to 65,535, absent for QoS 0
 */
public record ApplicationMessage(
        Instant received,
        String topic,
        int qos,
        @Nullable Integer packetId,
        boolean retain,
        Properties properties,
        List<UserProperty> userProperties,
        byte[] payload) {

    public ApplicationMessage {
        userProperties = List.copyOf(userProperties);
    }

    /**
     * MQTT 5 properties; all absent on MQTT 3.1.1.
     *
     * @param payloadFormat 0 for bytes, 1 for UTF-8 text
     * @param messageExpiry seconds
     */
    public record Properties(
            @Nullable String responseTopic,
            @Nullable String contentType,
            @Nullable Integer payloadFormat,
            byte @Nullable [] correlationData,
            @Nullable Long messageExpiry) {

        public static final Properties NONE = new Properties(null, null, null, null, null);
    }

    public record UserProperty(String key, String value) {}

    /**
     * A number that tells this content from another: of topic, properties and payload, never 0. What may differ when a
     * broker delivers the same message again is left out: packet id, receive time, and the message expiry, which counts
     * down (MQTT 5, 3.3.2.3.3).
     */
    public long fingerprint() {
        return Fingerprint.of(this);
    }

    /** Never the payload: it is the user's. */
    @Override
    public String toString() {
        return "ApplicationMessage[" + topic + ", " + payload.length + " bytes]";
    }
}
