package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.TokenCredential;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.stage.SecretUnavailable;
import io.adxstage.stage.Secrets;
import io.adxstage.stage.SecretsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class ClustersTests {

    private static final URI CLUSTER = URI.create("https://c.westeurope.kusto.windows.net");

    @TempDir
    Path dir;

    private final AdxSettings settings =
            new AdxSettings(List.of(), Duration.ofMinutes(1), Idempotence.AUTO, null, null, 0);

    private Secrets secrets;
    private Clusters clusters;

    @BeforeEach
    void open() {
        secrets = new Secrets(new SecretsSettings(List.of(), dir));
        clusters = new Clusters(
                new AdxSettings(List.of(), Duration.ofMinutes(1), Idempotence.AUTO, null, null, 0), secrets);
    }

    private static Authentication principal(String tenant, String client, String secret) {
        return new Authentication.ServicePrincipal(tenant, client, new Secret.Literal(secret));
    }

    @Test
    void stagesOfOneIdentityShareAConnectionUntilTheLastIsDone() {
        var one = clusters.lease(CLUSTER, principal("t", "c", "canary-1"));
        var two = clusters.lease(CLUSTER, principal("t", "c", "canary-1"));
        assertThat(two.cluster()).isSameAs(one.cluster());

        one.close();
        one.close();
        var three = clusters.lease(CLUSTER, principal("t", "c", "canary-1"));
        assertThat(three.cluster()).isSameAs(two.cluster());

        two.close();
        three.close();
        assertThat(clusters.lease(CLUSTER, principal("t", "c", "canary-1")).cluster())
                .isNotSameAs(one.cluster());
    }

    @Test
    void anotherSecretIdentityOrClusterIsAnotherConnection() {
        var one = clusters.lease(CLUSTER, principal("t", "c", "canary-1")).cluster();

        assertThat(List.of(
                        clusters.lease(CLUSTER, principal("t", "c", "canary-2")).cluster(),
                        clusters.lease(CLUSTER, principal("t", "d", "canary-1")).cluster(),
                        clusters.lease(CLUSTER, new Authentication.ManagedIdentity(null))
                                .cluster(),
                        clusters.lease(URI.create("https://d.kusto.windows.net"), principal("t", "c", "canary-1"))
                                .cluster()))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFingerprintTellsSecretsApartAndNoSecret() throws Exception {
        Credentials credentials = new Credentials(secrets, new Authorities(null), Outside.of(settings, name -> null));
        String first = credentials.fingerprint(principal("t", "c", "canary-1"));

        assertThat(first)
                .doesNotContain("canary-1")
                .isEqualTo(credentials.fingerprint(principal("t", "c", "canary-1")))
                .isNotEqualTo(credentials.fingerprint(principal("t", "c", "canary-2")))
                .isNotEqualTo(credentials.fingerprint(principal("t", "d", "canary-1")));
        assertThat(credentials.fingerprint(principal("a|b", "c", "s")))
                .isNotEqualTo(credentials.fingerprint(principal("a", "b|c", "s")));
        assertThat(credentials.fingerprint(new Authentication.Certificate(
                        "t", "c", new Secret.Literal("canary-1"), new Secret.Literal("canary-2"))))
                .doesNotContain("canary");

        Authentication fromFile = new Authentication.ServicePrincipal("t", "c", new Secret.InFile("adx"));
        Files.writeString(dir.resolve("adx"), "canary-1");
        String before = credentials.fingerprint(fromFile);
        Files.writeString(dir.resolve("adx"), "canary-3");
        assertThat(credentials.fingerprint(fromFile)).isNotEqualTo(before).doesNotContain("canary");
    }

    @Test
    void aSecretThatIsNotThereLeavesNoConnectionBehind() throws Exception {
        Authentication fromFile = new Authentication.ServicePrincipal("t", "c", new Secret.InFile("missing"));
        assertThatExceptionOfType(SecretUnavailable.class).isThrownBy(() -> clusters.lease(CLUSTER, fromFile));

        Files.writeString(dir.resolve("missing"), "canary-1");
        clusters.lease(CLUSTER, fromFile).close();
    }

    @ParameterizedTest
    @CsvSource({
        "https://c.westeurope.kusto.windows.net, https://ingest-c.westeurope.kusto.windows.net",
        "https://c.westeurope.kusto.windows.net/, https://ingest-c.westeurope.kusto.windows.net",
        "https://adx.example.com:8443, https://ingest-adx.example.com:8443",
        "http://localhost:8090, http://localhost:8090"
    })
    void theIngestionEndpointIsBesideTheClusters(String cluster, String ingest) {
        assertThat(Cluster.ingestUrl(URI.create(cluster))).isEqualTo(URI.create(ingest));
    }

    @Test
    void overPlainHttpNoCredentialIsUsed() {
        TokenCredential credential = request -> Mono.error(new AssertionError("asked for a token"));

        assertThat(Cluster.overTls(URI.create("http://localhost:8090"), Optional.of(credential)))
                .isEmpty();
        assertThat(Cluster.overTls(CLUSTER, Optional.of(credential))).contains(credential);
    }
}
