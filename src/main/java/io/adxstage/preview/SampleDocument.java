package io.adxstage.preview;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads sample messages of a request: as dead letters are listed, and as the message that a path sees. A payload that is
 * no string, or whose encoding is {@code json}, is taken as its JSON.
 */
public final class SampleDocument {

    private static final Set<String> ENCODINGS = Set.of("utf-8", "json", "base64");

    private final String defaultTopic;
    private final List<Problem> problems = new ArrayList<>();

    private SampleDocument(String defaultTopic) {
        this.defaultTopic = defaultTopic;
    }

    /**
     * @param messages the array {@code messages}
     * @param defaultTopic of a message that names none
     */
    public static Samples read(JsonNode messages, String defaultTopic) {
        SampleDocument document = new SampleDocument(defaultTopic);
        List<ApplicationMessage> read = document.messages(messages);
        return document.problems.isEmpty() ? new Samples.Read(read) : new Samples.Unreadable(document.problems);
    }

    private List<ApplicationMessage> messages(JsonNode messages) {
        List<ApplicationMessage> read = new ArrayList<>();
        if (!messages.isArray() || messages.isEmpty() || messages.size() > Samples.MOST) {
            problem("/messages", "messages", "Give an array of 1 to " + Samples.MOST + " sample messages.");
            return read;
        }
        for (int i = 0; i < messages.size(); i++) {
            read.add(message(messages.get(i), "/messages/" + i));
        }
        return read;
    }

    private ApplicationMessage message(JsonNode message, String at) {
        if (!message.isObject()) {
            problem(at, "type", "A sample message is an object with topic and payload.");
        }
        int qos = message.path("qos").asInt(message.path("qos").isMissingNode() ? 0 : -1);
        if (qos < 0 || qos > 2) {
            problem(at + "/qos", "range", "qos is 0, 1 or 2.");
        }
        JsonNode packetId = message.path("packetId");
        return new ApplicationMessage(
                time(message, at),
                text(message, "topic") == null ? defaultTopic : String.valueOf(text(message, "topic")),
                qos,
                packetId.isInt() ? Integer.valueOf(packetId.intValue()) : qos > 0 ? Integer.valueOf(1) : null,
                message.path("retain").asBoolean(false),
                properties(message.path("properties"), at + "/properties"),
                userProperties(message.path("userProperties")),
                payload(message, at));
    }

    private Instant time(JsonNode message, String at) {
        String time = text(message.path("systemProperties"), "timestamp");
        try {
            return time == null ? Instant.now() : Instant.parse(time);
        } catch (java.time.DateTimeException none) {
            problem(at + "/systemProperties/timestamp", "format", "Write a time like 2023-01-11T10:02:07.123Z.");
            return Instant.now();
        }
    }

    private byte[] payload(JsonNode message, String at) {
        JsonNode payload = message.path("payload");
        String encoding = message.path("encoding").asString("");
        if (payload.isMissingNode()) {
            problem(at + "/payload", "required", "Give the payload: text, JSON, or base64 with encoding base64.");
        }
        if (!encoding.isEmpty() && !ENCODINGS.contains(encoding)) {
            problem(at + "/encoding", "choice", "encoding is utf-8 (as without it), json or base64.");
        }
        if (!payload.isString() || encoding.equals("json")) {
            return payload.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (!encoding.equals("base64")) {
            return payload.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        return base64(payload.stringValue(), at + "/payload");
    }

    private byte[] base64(String text, String at) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException none) {
            problem(at, "format", "This is not base64. Leave encoding out where the payload is text.");
            return new byte[0];
        }
    }

    private ApplicationMessage.Properties properties(JsonNode from, String at) {
        String correlation = text(from, "correlationData");
        byte[] bytes =
                correlation == null ? null : base64(correlation.replaceFirst("^base64::", ""), at + "/correlationData");
        return new ApplicationMessage.Properties(
                text(from, "responseTopic"),
                text(from, "contentType"),
                from.path("payloadFormat").isInt()
                        ? Integer.valueOf(from.path("payloadFormat").intValue())
                        : null,
                bytes,
                from.path("messageExpiry").isIntegralNumber()
                        ? Long.valueOf(from.path("messageExpiry").longValue())
                        : null);
    }

    private static List<ApplicationMessage.UserProperty> userProperties(JsonNode from) {
        List<ApplicationMessage.UserProperty> properties = new ArrayList<>();
        for (JsonNode property : from) {
            properties.add(new ApplicationMessage.UserProperty(
                    property.path("key").asString(""), property.path("value").asString("")));
        }
        return properties;
    }

    private static @Nullable String text(JsonNode from, String key) {
        return from.path(key).isString() ? from.path(key).stringValue() : null;
    }

    private void problem(String pointer, String code, String detail) {
        problems.add(new Problem(pointer, code, detail));
    }
}
