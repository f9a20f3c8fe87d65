package io.adxstage.stage;

import io.adxstage.stage.shape.Place;
import io.adxstage.stage.shape.Problems;
import io.adxstage.stage.shape.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of clusters. */
final class ClusterUrls {

    private static final String INGEST = "ingest-";
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|\\[::1]|127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");

    private ClusterUrls() {}

    /** The address that was meant, where the written one is a slip with one right answer. */
    static Optional<String> corrected(String text) {
        try {
            URI uri = new URI(text);
            if (!isWeb(uri) || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String host = host(uri);
            String right = base(uri, host.startsWith(INGEST) ? host.substring(INGEST.length()) : host);
            String path = uri.getRawPath();
            boolean ends = (path == null || path.isEmpty() || path.equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return ends && !host.startsWith(INGEST) ? Optional.empty() : Optional.of(right);
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /** What can be said of the address itself. Whether its host is trusted is {@link #checkHost}. */
    static Text text() {
        return Text.of(1, 2048).inSchema("^[Hh][Tt][Tt][Pp][Ss]?://").with(ClusterUrls::check);
    }

    private static void check(String text, Place place, Problems problems) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException notOne) {
            problems.error(
                    place,
                    "cluster-url",
                    "is no URI. Write it like https://name.region.kusto.windows.net, without spaces.");
            return;
        }
        String path = uri.getRawPath();
        if (!isWeb(uri)) {
            problems.error(place, "cluster-url", "must start with https://.");
        } else if (uri.getRawUserInfo() != null) {
            problems.error(place, "cluster-url", "must not carry a user or password. They belong in authentication.");
        } else if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            problems.error(place, "cluster-url", "names no host, or a port outside 1 to 65535.");
        } else if (host(uri).startsWith(INGEST)) {
            problems.error(
                    place,
                    "ingest-url",
                    "is the ingestion URI; the stage needs the cluster's own: \""
                            + base(uri, host(uri).substring(INGEST.length())) + "\".");
        } else if (path != null && !path.isEmpty() && !path.equals("/")) {
            problems.error(
                    place,
                    "cluster-url",
                    "must end after the host: \"" + base(uri, host(uri)) + "\". The database belongs in database.");
        } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.error(place, "cluster-url", "must end after the host: \"" + base(uri, host(uri)) + "\".");
        }
    }

    /** @param uri one that passed the check of {@link #text} */
    static void checkHost(URI uri, TrustedClusters trusted, Place place, Problems problems) {
        boolean plain = "http".equalsIgnoreCase(uri.getScheme());
        if (plain && !isLoopback(uri)) {
            problems.error(
                    place,
                    "cluster-http",
                    "must start with https://. Plain http is only for a cluster on this machine (localhost, 127.0.0.1).");
        } else if (!plain && !trusted.trusts(uri)) {
            problems.error(
                    place,
                    "cluster-untrusted",
                    "is on a host that is not known as Azure Data Explorer. Correct it, or have the operator list the host"
                            + " in adx-stage.adx.extra-trusted-hosts.");
        }
    }

    /** {@code localhost}, {@code 127.0.0.0/8} or {@code [::1]}, as written: no name is looked up. */
    static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.matcher(host(uri)).matches();
    }

    /** The address without a trailing slash. */
    static URI withoutSlash(String text) {
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean isWeb(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static String base(URI uri, String host) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port;
    }
}
