package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OvenTelemetryTests {

    private final OvenTelemetry oven = new OvenTelemetry(
            3, new Random(1), Clock.fixed(Instant.parse("2026-01-02T03:04:05.1234567Z"), ZoneOffset.UTC));

    @Test
    void aMessageHasTheEightFieldsOfTheSample() {
        ObjectNode message = oven.next();

        assertThat(message.propertyNames())
                .containsExactly(
                        "Batch",
                        "CurrentTemperature",
                        "Customer",
                        "IsSpare",
                        "LastKnownTemperature",
                        "Pressure",
                        "Timestamp",
                        "assetName");
        assertThat(message.get("Timestamp").stringValue()).isEqualTo("2026-01-02T03:04:05.1234567Z");
        assertThat(message.get("assetName").stringValue()).isEqualTo("oven-3");
        assertThat(oven.topic()).isEqualTo("factory/oven/3");
    }

    @Test
    void theTemperatureWandersAroundItsSetPointAndRemembersTheLastOne() {
        int last = oven.next().get("CurrentTemperature").intValue();
        for (ObjectNode message : Stream.generate(oven::next).limit(10_000).toList()) {
            assertThat(message.get("LastKnownTemperature").intValue()).isEqualTo(last);
            last = message.get("CurrentTemperature").intValue();
            assertThat(last).isBetween(6_000, 8_000);
        }
    }
}
