package io.adxstage.message;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The message a path sees: payload and metadata as one JSON object, in the shape of Azure IoT Data Processor. */
final class Envelope {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static Value.Object of(ApplicationMessage message, Value payload) {
        Map<String, Value> envelope = new LinkedHashMap<>();
        envelope.put("systemProperties", system(message));
        envelope.put("topic", new Value.Text(message.topic()));
        envelope.put("qos", Value.ofNumber(message.qos()));
        if (message.packetId() != null) {
            envelope.put("packetId", Value.ofNumber(message.packetId()));
        }
        envelope.put("retain", new Value.Bool(message.retain()));
        envelope.put("properties", properties(message.properties()));
        envelope.put("userProperties", user(message.userProperties()));
        envelope.put("payload", payload);
        return new Value.Object(envelope);
    }

    /** There is one partition, and its key is the topic. */
    private static Value system(ApplicationMessage message) {
        Map<String, Value> system = new LinkedHashMap<>();
        system.put("timestamp", new Value.Text(MILLISECONDS.format(message.received())));
        system.put("partitionId", Value.ofNumber(0));
        system.put("partitionKey", new Value.Text(message.topic()));
        return new Value.Object(system);
    }

    private static Value properties(ApplicationMessage.Properties from) {
        Map<String, Value> properties = new LinkedHashMap<>();
        if (from.responseTopic() != null) {
            properties.put("responseTopic", new Value.Text(from.responseTopic()));
        }
        if (from.contentType() != null) {
            properties.put("contentType", new Value.Text(from.contentType()));
        }
        if (from.payloadFormat() != null) {
            properties.put("payloadFormat", Value.ofNumber(from.payloadFormat()));
        }
        if (from.correlationData() != null) {
            properties.put("correlationData", Binary.base64(from.correlationData()));
        }
        if (from.messageExpiry() != null) {
            properties.put("messageExpiry", Value.ofNumber(from.messageExpiry()));
        }
        return new Value.Object(properties);
    }

    private static Value user(List<ApplicationMessage.UserProperty> properties) {
        return new Value.Array(properties.stream()
                .<Value>map(property -> {
                    Map<String, Value> pair = new LinkedHashMap<>();
                    pair.put("key", new Value.Text(property.key()));
                    pair.put("value", new Value.Text(property.value()));
                    return new Value.Object(pair);
                })
                .toList());
    }
}
