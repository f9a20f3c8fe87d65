package io.adxstage.local;

import com.sun.net.httpserver.HttpServer;
import io.adxstage.local.kusto.Kusto;
import io.adxstage.local.kusto.Resources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for a cluster of Azure Data Explorer on this machine: management commands, the simplest queries, streaming and
 * queued ingestion with the storage it needs, all on one loopback port, spoken to by the vendor's own client. What it does
 * with data that does not fit is what the service does: silent damage.
 */
public final class AdxStandIn implements AutoCloseable {

    private final int wantedPort;
    private final @Nullable Path folder;
    private final Duration ingestionDelay;
    private final Function<String, Resources> resources;
    private @Nullable Running running;

    /**
     * @param port 0 for a free one
     * @param folder where tables and rows are kept; absent: in memory
     * @param ingestionDelay from a message in the queue to its rows; zero: rows are there when the message is accepted
     */
    public AdxStandIn(int port, @Nullable Path folder, Duration ingestionDelay) {
        this(port, folder, ingestionDelay, AdxStandIn::ownStorage);
    }

    private AdxStandIn(
            int port, @Nullable Path folder, Duration ingestionDelay, Function<String, Resources> resources) {
        this.wantedPort = port;
        this.folder = folder;
        this.ingestionDelay = ingestionDelay;
        this.resources = resources;
    }

    /** In memory, on a free port, without delay: for a test. */
    public static AdxStandIn inMemory() {
        return new AdxStandIn(0, null, Duration.ZERO);
    }

    /**
     * In memory, on a free port, with storage that is not its own: whoever owns that brings what is put there to
     * {@link #kusto()}.
     *
     * @param resources asked each time a client wants to know where to upload
     */
    static AdxStandIn withStorage(Supplier<Resources> resources) {
        return new AdxStandIn(0, null, Duration.ZERO, address -> resources.get());
    }

    private record Running(
            HttpServer server, ExecutorService threads, Kusto kusto, Blobs blobs, Inbox inbox, StatusTable statuses) {}

    /**
     * Listens on the port.
     *
     * @throws java.net.BindException where the port is busy
     */
    public AdxStandIn start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort);
        HttpServer server = HttpServer.create(address, 0);
        Blobs blobs = new Blobs(folder == null ? Files.createTempDirectory("adx-stand-in") : folder.resolve("blobs"));
        Kusto kusto = new Kusto(folder == null ? null : folder.resolve("adx"), resources);
        StatusTable statuses = new StatusTable(folder == null ? null : folder.resolve("statuses.json"));
        Inbox inbox = new Inbox(kusto, blobs, statuses, ingestionDelay);

        Endpoint rest = new RestEndpoint(kusto, blobs);
        server.createContext("/v1/rest/", Endpoint.guarded(rest));
        server.createContext("/v2/rest/", Endpoint.guarded(rest));
        server.createContext(Storage.PATH, Endpoint.guarded(new Storage(blobs, inbox, statuses)));
        server.createContext("/", Endpoint.guarded(new RowsEndpoint(kusto)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.start();
        running = new Running(server, threads, kusto, blobs, inbox, statuses);
        return this;
    }

    private static Resources ownStorage(String address) {
        String storage = "http://" + address + Storage.PATH;
        String signature = "?sig=stand-in";
        return new Resources(
                storage + Storage.CONTAINER + signature,
                storage + "queue" + signature,
                storage + "failures" + signature,
                storage + "successes" + signature,
                storage + Storage.STATUS_TABLE + signature);
    }

    public int port() {
        return running().server().getAddress().getPort();
    }

    /** What a stage has as its {@code clusterUrl}. */
    public String url() {
        return "http://localhost:" + port();
    }

    /**
     * Creates a table, or adds the columns it lacks.
     *
     * @param schema as in {@code a:string, b:long}
     */
    public void createTable(String database, String table, String schema) {
        command(database, ".create-merge table ['" + table + "'] (" + schema + ")");
    }

    /** Runs a management command and answers what a client would see. */
    public JsonNode command(String database, String text) {
        return running().kusto().command(database, text);
    }

    /** How many rows the table has; none where there is no such table. */
    public long count(String database, String table) {
        return running()
                .kusto()
                .last(database, table, 0)
                .map(Kusto.Excerpt::count)
                .orElse(0L);
    }

    /** All rows in the order they came; none where there is no such table. */
    public List<ObjectNode> rows(String database, String table) {
        return running()
                .kusto()
                .last(database, table, Integer.MAX_VALUE)
                .map(Kusto.Excerpt::rows)
                .orElse(List.of());
    }

    Kusto kusto() {
        return running().kusto();
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("The ADX stand-in is not started.");
        }
        return running;
    }

    /** Stops listening, ingests what still waits for its delay, and closes the tables. */
    @Override
    public void close() {
        if (running != null) {
            running.server().stop(0);
            running.threads().close();
            running.inbox().close();
            running.statuses().save();
            running.kusto().close();
            running.blobs().close();
            running = null;
        }
    }
}
