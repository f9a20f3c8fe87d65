package io.adxstage.flow;

import io.adxstage.adx.Destination;
import tools.jackson.databind.json.JsonMapper;

/** What is written on a batch file, so that its rows find their table after any restart or change. */
final class Destinations {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Destinations() {}

    static String label(Destination destination) {
        return JSON.writeValueAsString(destination);
    }

    static Destination read(String label) {
        return JSON.readValue(label, Destination.class);
    }
}
