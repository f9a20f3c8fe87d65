package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.AdxStageApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service in this process, spoken to over HTTP as anybody else would. */
public final class RunningService implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public static RunningService start(Path dataDir, String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--adx-stage.data-dir=" + dataDir));
        arguments.addAll(List.of(settings));
        return new RunningService(
                new SpringApplicationBuilder(AdxStageApplication.class).run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return port;
    }

    /** Sends JSON (or nothing) and answers the response; redirects are not followed. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    public JsonNode get(String path) {
        var response = send("GET", path, null);
        assertThat(response.statusCode())
                .as("GET %s: %s", path, response.body())
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Creates a stage and answers its id. */
    public String create(String document) {
        var response = send("POST", "/api/stages", document);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        var location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Changes a stage by a merge patch, whatever its version. */
    public void patch(String id, String patch) {
        var etag = send("GET", "/api/stages/" + id, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var response = send("PATCH", "/api/stages/" + id, patch, "If-Match", etag);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    /** The status, after a look at whether its counters conserve. */
    public JsonNode status(String id) {
        var status = get("/api/stages/" + id + "/status");
        var counters = status.path("counters");
        long sum = 0;
        for (var account : List.of("open", "sealed", "inFlight", "accepted", "failed", "deadLettered", "dropped")) {
            sum += counters.path(account).asLong();
        }
        assertThat(counters.path("received").asLong())
                .as("received of %s", counters)
                .isEqualTo(sum);
        return status;
    }

    public JsonNode awaitStatus(String id, String what, Predicate<JsonNode> condition) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> status(id), condition);
    }

    public JsonNode awaitState(String id, String state) {
        return awaitStatus(
                id, "state " + state, status -> status.path("state").asString().equals(state));
    }

    public JsonNode awaitCount(String id, String account, long rows) {
        return awaitStatus(
                id,
                rows + " " + account,
                status -> status.path("counters").path(account).asLong() >= rows);
    }

    @Override
    public void close() {
        context.close();
    }
}
