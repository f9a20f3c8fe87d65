package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

final class Messages {

    private Messages() {}

    static ApplicationMessage with(byte[] payload) {
        return new ApplicationMessage(
                Instant.parse("2023-01-11T10:02:07.123456Z"),
                "assets/foo",
                0,
                null,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                payload);
    }

    static ApplicationMessage with(String payload) {
        return with(payload.getBytes(UTF_8));
    }

    static ApplicationMessage full() {
        return new ApplicationMessage(
                Instant.parse("2023-01-11T10:02:07.100Z"),
                "assets/foo",
                1,
                17,
                true,
                new ApplicationMessage.Properties("answers", "application/json", 1, "foo".getBytes(UTF_8), 412L),
                List.of(
                        new ApplicationMessage.UserProperty("k", "v"),
                        new ApplicationMessage.UserProperty("k", "again")),
                "{\"temperature\":21.50}".getBytes(UTF_8));
    }
}
