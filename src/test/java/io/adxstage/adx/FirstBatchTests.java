package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.testing.Entra;
import io.adxstage.testing.HostNames;
import io.adxstage.testing.PrivateAuthority;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status of a stage says that was started all the same: no worse than what a connection test would have said. */
class FirstBatchTests {

    @TempDir
    static Path dir;

    private static SecureTarget target;

    @BeforeAll
    static void open() throws IOException {
        target = new SecureTarget(dir);
        target.entra
                .withSecret(CLIENT, "canary")
                .withSecret("expired", "canary")
                .expireSecrets("expired");
        HostNames.toThisMachine("refused.westeurope.kusto.windows.net");
        HostNames.toThisMachine("ingest-refused.westeurope.kusto.windows.net");
    }

    @AfterAll
    static void close() throws IOException {
        target.close();
    }

    private static Authentication principal(String tenant, String client, String secret) {
        return new Authentication.ServicePrincipal(tenant, client, new Secret.Literal(secret));
    }

    static Stream<Arguments> whoCannotSignIn() {
        return Stream.of(
                Arguments.of(principal("no-such-tenant", CLIENT, "canary"), "The tenant is unknown (AADSTS90002)"),
                Arguments.of(
                        principal(Entra.TENANT, "nobody", "canary"),
                        "The client is unknown in this tenant (AADSTS700016): check clientId and tenantId."),
                Arguments.of(
                        principal(Entra.TENANT, CLIENT, "wrong"),
                        "The client secret is wrong (AADSTS7000215): enter the secret's value, not its ID."),
                Arguments.of(
                        principal(Entra.TENANT, "expired", "canary"),
                        "The client secret has expired (AADSTS7000222): make a new one"));
    }

    @ParameterizedTest
    @MethodSource
    void whoCannotSignIn(Authentication identity, String words) throws Exception {
        says(words, target.url(), identity);
    }

    static Stream<Arguments> clusters() {
        return Stream.of(
                Arguments.of(
                        (Consumer<SecureCluster>) cluster -> cluster.allow(CLIENT, Right.READ),
                        "The identity may not ingest into factory (403): run .add database ['factory'] ingestors"
                                + " ('aadapp=" + CLIENT + ";" + Entra.TENANT + "') on the cluster."),
                Arguments.of(
                        (Consumer<SecureCluster>) cluster ->
                                cluster.present(PrivateAuthority.shared().expired()),
                        "its certificate has expired. Have it renewed, or check this machine's clock."),
                Arguments.of(
                        (Consumer<SecureCluster>) cluster ->
                                cluster.present(PrivateAuthority.shared().otherName()),
                        "its certificate is for another name. Use a name that the certificate has."),
                Arguments.of(
                        (Consumer<SecureCluster>) cluster -> {
                            HostNames.map("brokenstore.blob.core.windows.net", "127.0.0.2");
                            HostNames.map("brokenstore.queue.core.windows.net", "127.0.0.2");
                        },
                        "It is the cluster's storage: *.blob.core.windows.net and *.queue.core.windows.net must be"
                                + " reachable."),
                Arguments.of((Consumer<SecureCluster>) cluster -> cluster.answer(429), "is asked too much"));
    }

    @ParameterizedTest
    @MethodSource
    void clusters(Consumer<SecureCluster> broken, String words) throws Exception {
        try (SecureCluster cluster = new SecureCluster(target.entra, "broken.westeurope.kusto.windows.net")) {
            cluster.standIn().createTable("factory", "ovens", "Batch:int");
            cluster.allow(CLIENT, Right.INGEST, Right.READ);
            broken.accept(cluster);
            says(words, URI.create(cluster.url()), principal(Entra.TENANT, CLIENT, "canary"));
        }
    }

    @ParameterizedTest
    @MethodSource
    void places(String url, String words) throws Exception {
        says(words, URI.create(url), principal(Entra.TENANT, CLIENT, "canary"));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of(
                        "https://nowhere.westeurope.kusto.windows.net",
                        "The host ingest-nowhere.westeurope.kusto.windows.net is unknown: check clusterUrl"),
                Arguments.of(
                        "https://refused.westeurope.kusto.windows.net:1",
                        "The connection to ingest-refused.westeurope.kusto.windows.net was refused"));
    }

    private static void says(String words, URI url, Authentication identity) throws InterruptedException {
        Clusters clusters = target.clusters(target.entra.authority(), Map.of());
        try (Clusters.Lease lease = clusters.lease(url, identity)) {
            Delivery delivery = lease.cluster()
                    .send(
                            target.batches.of("{\"Batch\":1}"),
                            new Destination(url, "factory", "ovens", List.of("Batch")),
                            false);
            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.TryAgain.class,
                            not -> assertThat(not.reason())
                                    .contains(words)
                                    .doesNotContain("Exception", "canary", "PKIX", "refresh job"));
        }
    }
}
