package io.adxstage.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a stage says of itself. */
record Status(String state, String detail, long pendingBytes, Map<String, Long> counters) {

    private static final List<String> PLACES =
            List.of("open", "sealed", "inFlight", "accepted", "failed", "deadLettered", "dropped");

    static Status of(JsonNode json) {
        Map<String, Long> counters = new LinkedHashMap<>();
        json.path("counters")
                .properties()
                .forEach(one -> counters.put(one.getKey(), one.getValue().asLong()));
        return new Status(
                json.path("state").asString(),
                json.path("detail").asString(),
                json.path("pendingBytes").asLong(),
                counters);
    }

    long count(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** Rows that are still to be sent. */
    long waiting() {
        return count("open") + count("sealed") + count("inFlight");
    }

    boolean conserves() {
        return count("received") == PLACES.stream().mapToLong(this::count).sum();
    }

    boolean is(String wanted) {
        return state.equals(wanted);
    }
}
