package io.adxstage.stage;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages come from.
 *
 * @param broker {@code mqtt}, {@code tcp}, {@code tls}, {@code mqtts}, {@code ssl}, {@code ws} or {@code wss} URI as
 *     written
 * @param qos 0, 1 or 2
 * @param clientId absent: made from the instance's and the stage's id
 */
public record Input(
        URI broker,
        List<String> topics,
        int qos,
        boolean cleanSession,
        Interval sessionExpiry,
        @Nullable String clientId,
        Retained retained,
        Authentication authentication,
        @Nullable String caCertificate,
        Format format) {

    public Input {
        topics = List.copyOf(topics);
    }

    /** Which retained messages become rows. */
    public enum Retained {
        NEW,
        ALWAYS,
        NEVER
    }

    /** Who connects to the broker. */
    public sealed interface Authentication {

        record None() implements Authentication {}

        record UsernamePassword(String username, Secret password) implements Authentication {}

        record Certificate(Secret certificate, @Nullable Secret password) implements Authentication {}
    }
}
