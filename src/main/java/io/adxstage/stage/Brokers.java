package io.adxstage.stage;

import io.adxstage.stage.shape.Place;
import io.adxstage.stage.shape.Problems;
import io.adxstage.stage.shape.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Addresses of MQTT brokers. */
final class Brokers {

    private static final List<String> SCHEMES = List.of("mqtt", "tcp", "tls", "mqtts", "ssl", "ws", "wss");

    private static final Set<String> ENCRYPTED = Set.of("tls", "mqtts", "ssl", "wss");

    private Brokers() {}

    static Text text() {
        return Text.of(1, 2048).inSchema("^[A-Za-z]+://").with(Brokers::check);
    }

    /**
     * A text that has passed the check, its scheme in small letters: schemes are the same in any letters (RFC 3986,
     * 3.1), and whoever picks TLS by the scheme must not miss one.
     */
    static URI uri(String text) {
        int end = text.indexOf(':');
        return URI.create(text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end));
    }

    /** Whether what is said to a broker at this address is said over TLS. */
    static boolean isEncrypted(URI broker) {
        return ENCRYPTED.contains(broker.getScheme());
    }

    private static void check(String text, Place place, Problems problems) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notOne) {
            problems.error(place, "broker", "is no URI. Write it like mqtts://host:8883, without spaces.");
            return;
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.startsWith("ws");
        boolean hasPath = uri.getPath() != null
                && !uri.getPath().isEmpty()
                && !uri.getPath().equals("/");
        if (!SCHEMES.contains(scheme)) {
            problems.error(place, "broker", "must start with one of " + String.join("://, ", SCHEMES) + "://.");
        } else if (uri.getRawUserInfo() != null) {
            problems.error(place, "broker", "must not carry a user or password. They belong in authentication.");
        } else if (uri.getHost() == null) {
            problems.error(
                    place, "broker", "names no host. Write it like mqtts://host:8883; host names have no underscores.");
        } else if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            problems.error(place, "broker", "has a port outside 1 to 65535.");
        } else if (uri.getRawFragment() != null || (!web && (hasPath || uri.getRawQuery() != null))) {
            problems.error(place, "broker", "must end after the port. Topics belong in topics.");
        }
    }
}
