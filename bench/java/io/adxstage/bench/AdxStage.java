package io.adxstage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.chaos.Installation;
import io.adxstage.chaos.Service;
import io.adxstage.chaos.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The packaged service, `fsync` before each acknowledgement, with one stage or several, delivering to the stand-in. */
final class AdxStage implements Contestant {

    private final String name;
    private final String table;
    private final int qos;
    private final int brokerPort;
    private final StandIn standIn;
    private final Service service;
    private final List<String> stages = new ArrayList<>();
    private URI clusterUrl;
    private boolean oneByOne;
    private String batchTime = "5s";
    private long done;

    /** @param table is the topic, too */
    AdxStage(
            String name, String table, int qos, int brokerPort, StandIn standIn, Installation installation, Path folder)
            throws IOException {
        this.name = name;
        this.table = table;
        this.qos = qos;
        this.brokerPort = brokerPort;
        this.standIn = standIn;
        this.clusterUrl = standIn.url();
        this.service = new Service(installation, Files.createDirectories(folder), List.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return table;
    }

    @Override
    public void start() throws IOException {
        service.start();
        standIn.createTable(table, Sample.SCHEMA);
        add(table, true);
    }

    /** Nothing answers where the stage looks for its cluster. */
    void startWithoutCluster() throws IOException {
        service.start();
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            clusterUrl = URI.create("http://localhost:" + nobody.getLocalPort());
        }
        add(table, false);
    }

    void startCollectingFor(String time) throws IOException {
        batchTime = time;
        start();
    }

    /** Each row is a batch of its own. */
    void startOneByOne() throws IOException {
        oneByOne = true;
        start();
    }

    /** The broker keeps what comes for it. */
    void stop() throws IOException, InterruptedException {
        done = done();
        assertThat(service.stop()).as("stopped by itself").isTrue();
    }

    /** Starts the process and waits for a row to be accepted. */
    double secondsToTheNextRow() throws IOException {
        long before = done;
        long begun = System.nanoTime();
        service.launch();
        Awaitility.await("a row is accepted")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> done() > before);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** One more stage, on a topic of its own. */
    void add(String topic, boolean await) throws IOException {
        StringBuilder columns = new StringBuilder();
        for (String column : Sample.COLUMNS) {
            columns.append(columns.isEmpty() ? "" : ", ").append("{\"name\": \"%s\"}".formatted(column));
        }
        String stage = service.create("""
                {"displayName": "%1$s", "clusterUrl": "%2$s", "database": "%3$s", "table": "%4$s",
                 "authentication": {"type": "none"}, "batch": {"time": "%9$s", "path": ".payload"%8$s},
                 "columns": [%5$s],
                 "input": {"broker": "mqtt://127.0.0.1:%6$d", "topics": ["%1$s"], "qos": %7$d}}""".formatted(
                        topic, clusterUrl, StandIn.DATABASE, table, columns, brokerPort, qos, oneByOne ? ", \"maxRows\": 1" : "", batchTime));
        stages.add(stage);
        if (await) {
            awaitRunning(stage);
        }
    }

    void awaitRunning(String stage) {
        Awaitility.await(stage + " runs")
                .atMost(Duration.ofMinutes(3))
                .until(() -> status(stage).path("state").asString().equals("running"));
    }

    void awaitAllRunning() {
        stages.forEach(this::awaitRunning);
    }

    private JsonNode status(String stage) throws IOException {
        return service.get("/api/stages/" + stage + "/status");
    }

    @Override
    public ProcessHandle process() {
        return service.handle();
    }

    @Override
    public long received() throws IOException {
        return sum("received");
    }

    /** Accepted by the cluster's queue: the whole way. */
    @Override
    public long done() throws IOException {
        return sum("accepted");
    }

    private long sum(String counter) throws IOException {
        long sum = 0;
        for (String stage : stages) {
            sum += status(stage).path("counters").path(counter).asLong();
        }
        return sum;
    }

    @Override
    public void close() throws InterruptedException {
        service.close();
    }
}
