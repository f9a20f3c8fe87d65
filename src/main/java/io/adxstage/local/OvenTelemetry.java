package io.adxstage.local;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What one oven measures: a temperature that wanders around its set point, a pressure that goes with it. */
final class OvenTelemetry {

    private static final List<String> CUSTOMERS = List.of("Contoso", "Fabrikam", "Northwind");
    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'");
    private static final int SET_POINT = 7_000;
    private static final int MESSAGES_PER_BATCH = 20;

    private final int oven;
    private final RandomGenerator random;
    private final Clock utc;
    private int temperature = SET_POINT;
    private int sent;

    /** @param oven from 1; the third one is the spare */
    OvenTelemetry(int oven, RandomGenerator random, Clock utc) {
        this.oven = oven;
        this.random = random;
        this.utc = utc;
    }

    String topic() {
        return "factory/oven/" + oven;
    }

    /** The next message. */
    ObjectNode next() {
        int last = temperature;
        int pull = (SET_POINT - temperature) / 10;
        temperature = temperature + pull + random.nextInt(-60, 61);
        int batch = 100 + sent++ / MESSAGES_PER_BATCH;
        return JsonNodeFactory.instance
                .objectNode()
                .put("Batch", batch)
                .put("CurrentTemperature", temperature)
                .put("Customer", CUSTOMERS.get((oven + batch) % CUSTOMERS.size()))
                .put("IsSpare", oven == 3)
                .put("LastKnownTemperature", last)
                .put("Pressure", 1_000 + temperature / 50 + random.nextInt(-3, 4))
                .put("Timestamp", SEVEN_DIGITS.format(LocalDateTime.now(utc)))
                .put("assetName", "oven-" + oven);
    }
}
