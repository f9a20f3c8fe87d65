package io.adxstage.api;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a connection test is asked for.
 *
 * @param stage the document to test; absent: the stored one
 * @param stageId the stored stage, also for the secrets that the document masks
 */
record ConnectionTestRequest(
        @Nullable JsonNode stage, @Nullable String stageId, List<ApplicationMessage> messages) {

    /** More would say no more about types. */
    private static final int MOST_MESSAGES = 100;

    private static final Set<String> KEYS = Set.of("stage", "stageId", "messages");

    /** @throws Refused 422 where it is something else */
    static ConnectionTestRequest of(JsonNode body) {
        List<Problem> problems = new ArrayList<>();
        if (!body.isObject()) {
            problems.add(new Problem("", "type", "must be an object with stage, stageId, or both."));
            throw Refused.invalid(problems, List.of());
        }
        body.propertyNames().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(new Problem(
                        "/" + key.replace("~", "~0").replace("/", "~1"),
                        "unknown",
                        "is not known here. Send stage, stageId and messages only.")));
        JsonNode stage = present(body.path("stage"));
        JsonNode id = present(body.path("stageId"));
        if (id != null && !id.isString()) {
            problems.add(new Problem("/stageId", "type", "must be text: the id of a stage."));
        }
        if (stage == null && id == null) {
            problems.add(
                    new Problem("/stage", "required", "is missing: send a document, or the id of a stage in stageId."));
        }
        List<ApplicationMessage> messages = messages(body.path("messages"), problems);
        if (!problems.isEmpty()) {
            throw Refused.invalid(problems, List.of());
        }
        return new ConnectionTestRequest(stage, id == null ? null : id.stringValue(), messages);
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    private static List<ApplicationMessage> messages(JsonNode written, List<Problem> problems) {
        if (present(written) == null) {
            return List.of();
        }
        if (!written.isArray() || written.size() > MOST_MESSAGES) {
            problems.add(new Problem(
                    "/messages",
                    "type",
                    "must be an array of at most " + MOST_MESSAGES + " messages, {topic, payload}."));
            return List.of();
        }
        return written.valueStream().map(ConnectionTestRequest::message).toList();
    }

    /** A payload that is text is sent as that text, any other value as its JSON. */
    private static ApplicationMessage message(JsonNode written) {
        JsonNode payload = written.path("payload");
        return new ApplicationMessage(
                Instant.now(),
                written.path("topic").asString(""),
                1,
                1,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                (payload.isString() ? payload.stringValue() : payload.toString()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ConnectionTestRequest[" + stageId + "]";
    }
}
