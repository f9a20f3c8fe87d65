package io.adxstage.adx;

import io.adxstage.spool.Batches;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.stage.Secrets;
import io.adxstage.stage.SecretsSettings;
import io.adxstage.testing.Entra;
import io.adxstage.testing.SecureCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A secure cluster with a table, a sign-in, and the product's way to both. */
final class SecureTarget implements AutoCloseable {

    static final String CLIENT = "ovens-client";

    final Entra entra = new Entra();
    final SecureCluster cluster;
    final Clusters clusters;
    private final Path secrets;
    final Batches batches;

    SecureTarget(Path dir) throws IOException {
        this(dir, "fleet.westeurope.kusto.windows.net");
    }

    SecureTarget(Path dir, String host) throws IOException {
        cluster = new SecureCluster(entra, host);
        cluster.standIn().createTable("factory", "ovens", "Batch:int");
        secrets = Files.createDirectories(dir.resolve("secrets"));
        clusters = clusters(entra.authority(), Map.of());
        batches = new Batches(dir.resolve("spool"));
    }

    /** Another way to the same. @param authority absent: that of the cluster's cloud */
    Clusters clusters(@Nullable String authority, Map<String, String> environment) {
        AdxSettings settings = new AdxSettings(
                List.of(),
                Duration.ofSeconds(60),
                Idempotence.AUTO,
                cluster.trustBundle(),
                authority == null ? null : URI.create(authority),
                0);
        return new Clusters(settings, new Secrets(new SecretsSettings(List.of(), secrets)), environment::get);
    }

    URI url() {
        return URI.create(cluster.url());
    }

    static Authentication principal(String secret) {
        return new Authentication.ServicePrincipal(Entra.TENANT, CLIENT, new Secret.Literal(secret));
    }

    Delivery send(Authentication authentication) throws InterruptedException {
        SealedBatch batch = batches.of("{\"Batch\":1}", "{\"Batch\":2}");
        try (Clusters.Lease lease = clusters.lease(url(), authentication)) {
            return lease.cluster().send(batch, new Destination(url(), "factory", "ovens", List.of("Batch")), false);
        }
    }

    Answer ask(Authentication authentication, String command) {
        try (Clusters.Lease lease = clusters.lease(url(), authentication)) {
            return lease.cluster().command(Cluster.Service.ENGINE, "factory", command, Duration.ofSeconds(60));
        }
    }

    long rows() {
        return cluster.standIn().count("factory", "ovens");
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        entra.close();
        batches.close();
    }
}
