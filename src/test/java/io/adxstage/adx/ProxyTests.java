package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static io.adxstage.adx.SecureTarget.principal;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.ConnectProxy;
import io.adxstage.testing.Entra;
import io.adxstage.testing.SecureCluster.Right;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through a proxy, which also gives the sign-in its real port: azure-identity keeps no tokens of one with another port. */
class ProxyTests {

    private static final URI CLUSTER = URI.create("https://far.westeurope.kusto.windows.net");

    @TempDir
    Path dir;

    private SecureTarget target;
    private ConnectProxy proxy;

    @BeforeEach
    void open() throws Exception {
        target = new SecureTarget(dir);
        target.entra.withSecret(CLIENT, "canary");
        target.cluster.allow(CLIENT, Right.INGEST);
        proxy = proxy(new ConnectProxy());
    }

    private ConnectProxy proxy(ConnectProxy opened) {
        opened.knows(Entra.HOST, target.entra.port());
        for (String host : List.of(
                CLUSTER.getHost(),
                "ingest-" + CLUSTER.getHost(),
                "fleetstore.blob.core.windows.net",
                "fleetstore.queue.core.windows.net")) {
            opened.knows(host, target.cluster.port());
        }
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        target.close();
    }

    private Clusters through(ConnectProxy chosen) {
        return target.clusters("https://" + Entra.HOST, Map.of("HTTPS_PROXY", chosen.url()));
    }

    private static Answer version(Clusters.Lease lease) {
        return lease.cluster().command(Cluster.Service.ENGINE, "factory", ".show version", Duration.ofMinutes(1));
    }

    private Delivery send(Clusters.Lease lease) throws InterruptedException {
        return lease.cluster()
                .send(
                        target.batches.of("{\"Batch\":1}"),
                        new Destination(CLUSTER, "factory", "ovens", List.of("Batch")),
                        false);
    }

    @Test
    void everythingGoesThroughTheProxyThatTheEnvironmentNames() throws Exception {
        try (Clusters.Lease lease = through(proxy).lease(CLUSTER, principal("canary"))) {
            assertThat(send(lease)).isInstanceOf(Delivery.Accepted.class);
        }
        assertThat(target.rows()).isEqualTo(1);
        assertThat(proxy.asked())
                .contains(Entra.HOST + ":443", "ingest-" + CLUSTER.getHost() + ":443")
                .anyMatch(asked -> asked.startsWith("fleetstore.blob.core.windows.net:"))
                .anyMatch(asked -> asked.startsWith("fleetstore.queue.core.windows.net:"));
    }

    @Test
    void aHostOfNoProxyIsSpokenToDirectly() {
        Clusters direct = target.clusters(
                target.entra.authority(),
                Map.of("HTTPS_PROXY", proxy.url(), "NO_PROXY", ".kusto.windows.net,.example.test,.core.windows.net"));
        try (Clusters.Lease lease = direct.lease(target.url(), principal("canary"))) {
            assertThat(version(lease)).isInstanceOf(Answer.Table.class);
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void stagesOfOneIdentityAskForOneToken() throws Exception {
        Clusters clusters = through(proxy);
        try (Clusters.Lease one = clusters.lease(CLUSTER, principal("canary"));
                Clusters.Lease two = clusters.lease(CLUSTER, principal("canary"))) {
            assertThat(send(one)).isInstanceOf(Delivery.Accepted.class);
            assertThat(send(two)).isInstanceOf(Delivery.Accepted.class);
            assertThat(version(two)).isInstanceOf(Answer.Table.class);
        }
        assertThat(target.entra.tokenRequests()).isEqualTo(1);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        target.entra.tokensLiveFor(Duration.ofMinutes(5).plusSeconds(5));
        try (Clusters.Lease held = through(proxy).lease(CLUSTER, principal("canary"))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                // No command ever meets a token that has ended.
                assertThat(version(held)).isInstanceOf(Answer.Table.class);
                return target.entra.tokenRequests() >= 2;
            });
        }
    }

    /** Nothing is set: the host of the cluster says where to sign in, and for what. */
    @ParameterizedTest
    @CsvSource({
        "fleet.usgovvirginia.kusto.usgovcloudapi.net, login.microsoftonline.us",
        "fleet.chinaeast2.kusto.chinacloudapi.cn, login.partner.microsoftonline.cn",
        "fleet.westeurope.kusto.windows.net, login.microsoftonline.com"
    })
    void aCloudsClusterIsSignedInToInItsOwnCloud(String host, String login) throws Exception {
        try (SecureTarget there = new SecureTarget(dir.resolve("there"), host)) {
            there.entra.withSecret(CLIENT, "canary");
            there.cluster.allow(CLIENT, Right.INGEST);
            proxy.knows(login, there.entra.port()).knows(host, there.cluster.port());

            Clusters clusters = there.clusters(null, Map.of("HTTPS_PROXY", proxy.url()));
            try (Clusters.Lease lease = clusters.lease(URI.create("https://" + host), principal("canary"))) {
                assertThat(version(lease)).isInstanceOf(Answer.Table.class);
            }
            assertThat(proxy.asked())
                    .contains(login + ":443", host + ":443")
                    .doesNotContainAnyElementsOf(otherLogins(login));
        }
    }

    private static List<String> otherLogins(String login) {
        return Stream.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn")
                .filter(other -> !other.equals(login))
                .map(other -> other + ":443")
                .toList();
    }
}
