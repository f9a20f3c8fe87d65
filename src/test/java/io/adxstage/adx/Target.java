package io.adxstage.adx;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.adxstage.local.AdxStandIn;
import io.adxstage.spool.Batches;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.testing.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stand-in with a table, a proxy before it, and a connection through that. */
final class Target implements AutoCloseable {

    final AdxStandIn standIn;
    final FaultProxy proxy;
    final Batches batches;
    final Cluster cluster;

    Target(Path dataDir, Duration attemptTimeout) throws IOException {
        this(dataDir, attemptTimeout, 0);
    }

    Target(Path dataDir, Duration attemptTimeout, int reportsPerDay) throws IOException {
        standIn = AdxStandIn.inMemory().start();
        standIn.createTable("factory", "ovens", "Batch:int");
        proxy = new FaultProxy(URI.create(standIn.url()));
        batches = new Batches(dataDir);
        cluster = new Cluster(
                URI.create(proxy.url()),
                new Authentication.None(),
                Optional.empty(),
                attemptTimeout,
                new JdkHttpClientBuilder().build(),
                new Reports(reportsPerDay, Clock.systemUTC()));
    }

    SealedBatch batch(int number) throws InterruptedException {
        return batches.of("{\"Batch\":" + number + "}", "{\"Batch\":" + number + "}");
    }

    Delivery send(SealedBatch batch) {
        return send(batch, false);
    }

    Delivery send(SealedBatch batch, boolean tagged) {
        // Another receipt each time.
        Delivery delivery = cluster.send(batch, destination("ovens"), tagged);
        return delivery instanceof Delivery.Accepted accepted ? new Delivery.Accepted(accepted.arrived()) : delivery;
    }

    Destination destination(String table) {
        return new Destination(URI.create(proxy.url()), "factory", table, List.of("Batch"));
    }

    /** With the policy, and the mapping of {@link #destination}. */
    void openForStreaming(String table) {
        standIn.command("factory", SetupCommands.enableStreaming(table));
        standIn.command(
                "factory", StreamMapping.of(destination(table).columns()).command(table));
    }

    long rows() {
        return standIn.count("factory", "ovens");
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        proxy.close();
        standIn.close();
        batches.close();
    }
}
