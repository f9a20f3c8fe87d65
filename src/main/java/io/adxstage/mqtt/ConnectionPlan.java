package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything a connection needs to know, secrets resolved.
 *
 * @param sessionExpiry zero to end the session with the connection
 */
record ConnectionPlan(
        Input input,
        String clientId,
        boolean cleanStart,
        Duration sessionExpiry,
        @Nullable String username,
        @Nullable String password,
        @Nullable SSLContext tls,
        MqttSettings.Mqtt settings) {

    /** The broker's address with its port, and the scheme one of {@code tcp}, {@code ssl}, {@code ws}, {@code wss}. */
    String serverUri() {
        return serverUri(input.broker());
    }

    static String serverUri(URI broker) {
        String scheme = switch (broker.getScheme()) {
            case "mqtt", "tcp" -> "tcp";
            case "mqtts", "tls", "ssl" -> "ssl";
            default -> broker.getScheme();
        };
        int port = broker.getPort() >= 0
                ? broker.getPort()
                : switch (scheme) {
                    case "tcp" -> 1883;
                    case "ssl" -> 8883;
                    case "ws" -> 80;
                    default -> 443;
                };
        String path = broker.getRawPath();
        return scheme + "://" + broker.getHost() + ":" + port
                + (scheme.startsWith("ws") ? path == null || path.isEmpty() ? "/mqtt" : path : "");
    }

    /** What a stream is opened to. A query may carry a token, so {@link #serverUri}, which people see, is without it. */
    URI target() {
        String query = input.broker().getRawQuery();
        return URI.create(serverUri() + (query == null ? "" : "?" + query));
    }

    /** The same, to end the broker's session: a clean start that leaves nothing behind. */
    ConnectionPlan endingTheSession() {
        return new ConnectionPlan(input, clientId, true, Duration.ZERO, username, password, tls, settings);
    }

    @Override
    public String toString() {
        return "ConnectionPlan[" + serverUri() + ", " + clientId + "]";
    }
}
