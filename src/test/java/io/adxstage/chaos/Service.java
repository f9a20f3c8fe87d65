package io.adxstage.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged service as a process of its own, spoken to over HTTP. Killed and started again on the same data and port. */
public final class Service implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Installation installation;
    private final Path folder;
    private final int port;
    private final List<String> settings = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Child process;

    /** @param settings besides port and data directory */
    public Service(Installation installation, Path folder, List<String> settings) throws IOException {
        this.installation = installation;
        this.folder = folder;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.settings.addAll(List.of("--server.port=" + port, "--adx-stage.data-dir=" + data()));
        this.settings.addAll(settings);
    }

    /** Variables that the next start has besides those of this process. */
    Map<String, String> environment() {
        return environment;
    }

    public Path data() {
        return folder.resolve("data");
    }

    Path spool(String stage) {
        return data().resolve("spool").resolve(stage);
    }

    /** Begins to start, and does not wait. */
    public void launch() throws IOException {
        process = Child.start(folder.resolve("service.log"), environment, installation.command(settings));
    }

    public void start() throws IOException {
        launch();
        awaitUp();
    }

    void awaitUp() {
        Moments.until("the service answers; see " + folder.resolve("service.log"), START, () -> {
            if (!process().isAlive()) {
                throw new AssertionError("The service ended by itself; see " + folder.resolve("service.log"));
            }
            return send("GET", "/api/stages", null).statusCode() == 200;
        });
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() throws InterruptedException {
        process().kill();
    }

    /** Answers whether it stopped by itself when asked to. */
    public boolean stop() throws InterruptedException {
        return process().stop();
    }

    /** The most memory the process ever had at once, in MiB; Linux only. */
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    public HttpResponse<String> send(String method, String path, @Nullable String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    public JsonNode get(String path) throws IOException {
        var response = send("GET", path, null);
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Creates a stage and answers its id. */
    public String create(String document) throws IOException {
        var response = send("POST", "/api/stages", document);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        var location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    Status status(String stage) throws IOException {
        return Status.of(get("/api/stages/" + stage + "/status"));
    }

    public ProcessHandle handle() {
        return ProcessHandle.of(process().pid()).orElseThrow();
    }

    private Child process() {
        return Objects.requireNonNull(process, "not started");
    }

    @Override
    public void close() throws InterruptedException {
        if (isAlive()) {
            kill();
        }
    }
}
