package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static io.adxstage.adx.SecureTarget.principal;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.HostNames;
import io.adxstage.testing.PrivateAuthority;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way outside does not lead where it must not. */
class GuardedWayTests {

    @TempDir
    Path dir;

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        try (SecureTarget target = new SecureTarget(dir);
                SecureCluster elsewhere = new SecureCluster(target.entra, "elsewhere.westeurope.kusto.windows.net")) {
            target.entra.withSecret(CLIENT, "canary");
            target.cluster.allow(CLIENT, Right.INGEST);

            // The sign-in first, while the cluster is itself; then the cluster with its storage.
            target.entra.redirectTo(elsewhere.url());
            assertThat(target.send(principal("canary"))).isInstanceOf(Delivery.TryAgain.class);
            target.entra.set(io.adxstage.testing.Entra.Mode.UP);
            target.cluster.redirectTo(elsewhere.url());
            assertThat(target.send(principal("canary"))).isInstanceOf(Delivery.TryAgain.class);

            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aClusterThatLeadsToTheMetadataServiceGetsNothing() throws Exception {
        HostNames.map("trap.westeurope.kusto.windows.net", "169.254.169.254");
        HostNames.map("ingest-trap.westeurope.kusto.windows.net", "169.254.169.254");
        try (SecureTarget target = new SecureTarget(dir)) {
            URI trap = URI.create("https://trap.westeurope.kusto.windows.net");
            try (Clusters.Lease lease = target.clusters.lease(trap, principal("canary"))) {
                assertThat(lease.cluster()
                                .command(Cluster.Service.ENGINE, "factory", ".show version", Duration.ofMinutes(1)))
                        .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                            assertThat(failed.trouble()).isEqualTo(Trouble.NOT_REACHABLE);
                            assertThat(failed.sentence())
                                    .startsWith("The host trap.westeurope.kusto.windows.net leads to 169.254.169.254");
                        });
            }
        }
    }

    @Test
    void aServerThatTheBundleDoesNotVouchForGetsNothing() throws Exception {
        try (SecureTarget target = new SecureTarget(dir)) {
            target.entra.withSecret(CLIENT, "canary");
            target.cluster.present(PrivateAuthority.shared().otherName());
            says(target, "TLS with ingest-fleet.westeurope.kusto.windows.net failed: ");
            target.cluster.present(PrivateAuthority.shared().expired());
            says(target, "TLS with ingest-fleet.westeurope.kusto.windows.net failed: ");
            assertThat(target.cluster.requests()).isEmpty();
        }
    }

    private static void says(SecureTarget target, String words) throws InterruptedException {
        assertThat(target.send(principal("canary")))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.reason()).startsWith(words));
    }
}
