package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.ClientRequestProperties;
import com.microsoft.azure.kusto.data.StreamingClient;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import reactor.core.scheduler.Schedulers;

/** Where a cluster takes rows by streaming, as one identity. Thread-safe. */
final class StreamEndpoint {

    /** What the SDK waits beyond the time that it gives the service. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final StreamingClient client;

    StreamEndpoint(URI clusterUrl, Optional<TokenCredential> credential, HttpClient http) {
        try {
            this.client = ClientFactory.createStreamingClient(Endpoint.connection(clusterUrl, credential), http);
        } catch (URISyntaxException notOne) {
            throw new IllegalArgumentException(notOne);
        }
    }

    /**
     * Sends rows in one request; they are in the table when this returns. Blocks.
     *
     * @param rows gzip of JSON lines, sent as it is; not closed here
     * @param patience that the service has for it; half a minute later it is over in any case
     * @throws RuntimeException where it is refused, or not answered
     */
    void stream(Destination destination, String mapping, InputStream rows, Duration patience) {
        ClientRequestProperties properties = new ClientRequestProperties();
        properties.setTimeoutInMilliSec(patience.toMillis());
        // Without another thread the time-out would not hold: the SDK asks for the sign-in's address on this one.
        var unused = client.executeStreamingIngestAsync(
                        inPath(destination.database()),
                        inPath(destination.table()),
                        rows,
                        properties,
                        "json",
                        mapping,
                        true)
                .subscribeOn(Schedulers.boundedElastic())
                .block(patience.plus(GRACE));
    }

    /** The SDK puts names into the path as they are (7.0.6), and a name may have spaces. */
    private static String inPath(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
