package io.adxstage.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The ADX stand-in as a process of its own. */
public final class StandIn implements AutoCloseable {

    public static final String DATABASE = "chaos";

    /** Rows of a table, different numbers among them, the highest number. */
    record Summary(long rows, long different, int highest) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Child process;
    private final int port;
    private final int tallyPort;

    /** @param heap as in {@code -Xmx} */
    StandIn(Path folder, String heap) throws IOException {
        this(folder, heap, Duration.ZERO);
    }

    /**
     * @param heap as in {@code -Xmx}
     * @param ingestionDelay from the queue to the table
     */
    public StandIn(Path folder, String heap, Duration ingestionDelay) throws IOException {
        Files.createDirectories(folder);
        Path ports = folder.resolve("ports");
        Path log = folder.resolve("stand-in.log");
        process = Installation.program(
                StandInProgram.class,
                log,
                heap,
                folder.resolve("kept").toString(),
                ports.toString(),
                ingestionDelay.toString());
        Moments.until("the ADX stand-in listens; see " + log, Duration.ofSeconds(60), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("It ended by itself; see " + log);
            }
            return Files.exists(ports);
        });
        String[] numbers = Files.readString(ports).split(" ");
        port = Integer.parseInt(numbers[0]);
        tallyPort = Integer.parseInt(numbers[1]);
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public void createTable(String table, String schema) throws IOException {
        command(".create-merge table ['" + table + "'] (" + schema + ")");
    }

    /** Runs a management command. */
    void command(String text) throws IOException {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("db", DATABASE)
                .put("csl", text)
                .toString();
        var answer = send(HttpRequest.newBuilder(url().resolve("/v1/rest/mgmt"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 200) {
            throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    Summary summary(String table) throws IOException {
        String[] numbers = new String(ask("/" + table), StandardCharsets.US_ASCII).split(" ");
        return new Summary(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Integer.parseInt(numbers[2]));
    }

    /** How often each number is in the table, by number; those above the highest are left out. */
    byte[] counts(String table) throws IOException {
        return ask("/" + table + "/counts");
    }

    /** Where a number is in the order of all rows. */
    String places(String table, int number) throws IOException {
        return new String(ask("/" + table + "/places/" + number), StandardCharsets.US_ASCII);
    }

    private byte[] ask(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + tallyPort + path))
                        .timeout(Duration.ofMinutes(5))
                        .build())
                .body();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.kill();
    }
}
