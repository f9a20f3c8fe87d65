package io.adxstage.api;

import io.adxstage.listen.Bounds;
import io.adxstage.stage.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a listen is asked for.
 *
 * @param stage the document whose input counts; absent: the stored one
 * @param stageId the stored stage, also for the secrets that the document masks
 */
record ListenRequest(@Nullable JsonNode stage, @Nullable String stageId, Bounds bounds) {

    private static final Set<String> KEYS = Set.of("stage", "stageId", "messages", "seconds");

    /** @throws Refused 422 where it is something else */
    static ListenRequest of(JsonNode body) {
        List<Problem> problems = new ArrayList<>();
        if (!body.isObject()) {
            problems.add(new Problem("", "type", "must be an object with stage, stageId, or both."));
            throw Refused.oddListen(problems);
        }
        body.propertyNames().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(new Problem(
                        "/" + key.replace("~", "~0").replace("/", "~1"),
                        "unknown",
                        "is not known here. Send stage, stageId, messages and seconds only.")));
        JsonNode stage = present(body.path("stage"));
        JsonNode id = present(body.path("stageId"));
        if (id != null && !id.isString()) {
            problems.add(new Problem("/stageId", "type", "must be text: the id of a stored stage."));
        }
        if (stage != null && !stage.isObject()) {
            problems.add(new Problem("/stage", "type", "must be a document: an object with an input."));
        }
        int messages = number(body, "messages", Bounds.USUAL.messages(), Bounds.MOST_MESSAGES, problems);
        int seconds = number(body, "seconds", Bounds.USUAL.seconds(), Bounds.MOST_SECONDS, problems);
        if (!problems.isEmpty()) {
            throw Refused.oddListen(problems);
        }
        return new ListenRequest(stage, id == null ? null : id.stringValue(), new Bounds(messages, seconds));
    }

    /** A document without anything listens to the instance's default input. */
    static JsonNode orEmpty(@Nullable JsonNode document) {
        return document == null ? JsonNodeFactory.instance.objectNode() : document;
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    private static int number(JsonNode body, String key, int otherwise, int most, List<Problem> problems) {
        JsonNode value = present(body.path(key));
        if (value == null) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            problems.add(new Problem("/" + key, "range", "must be a whole number from 1 to " + most + "."));
            return otherwise;
        }
        return value.intValue();
    }

    @Override
    public String toString() {
        return "ListenRequest[" + stageId + ", " + bounds + "]";
    }
}
