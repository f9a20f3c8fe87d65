package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static io.adxstage.adx.SecureTarget.principal;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.testing.Certificates;
import io.adxstage.testing.Entra;
import io.adxstage.testing.SecureCluster.Right;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, and delivering over TLS, as the product does it. */
class SignInTests {

    @TempDir
    Path dir;

    private SecureTarget target;

    @BeforeEach
    void open() throws Exception {
        target = new SecureTarget(dir);
        target.entra.withSecret(CLIENT, "canary");
        target.cluster.allow(CLIENT, Right.INGEST);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void rowsReachTheTableOverTlsWithAToken() throws Exception {
        assertThat(target.send(principal("canary"))).isInstanceOf(Delivery.Accepted.class);
        assertThat(target.rows()).isEqualTo(2);
        assertThat(target.cluster.requests())
                .anyMatch(request -> request.startsWith("PUT fleetstore.blob.core.windows.net /storage/container/"))
                .contains("POST fleetstore.queue.core.windows.net /storage/queue/messages");
        assertThat(target.entra.otherRequests()).as("requests for discovery").isZero();
    }

    @Test
    void aCertificateSignsInWithoutASecretEverBeingSent() throws Exception {
        Certificates certificate = Certificates.ofClient(dir, "client", 20);
        target.entra.withCertificate(CLIENT, certificate.certificate());

        assertThat(target.send(certificate(certificate.certificatePem() + certificate.keyPem(), null)))
                .isInstanceOf(Delivery.Accepted.class);
        assertThat(target.send(certificate(certificate.pkcs12(), certificate.password())))
                .isInstanceOf(Delivery.Accepted.class);
        assertThat(target.rows()).isEqualTo(4);
    }

    @Test
    void aCertificateThatIsOfNoUseIsSaidBeforeAnythingIsSentToEntra() throws Exception {
        Certificates expired = Certificates.ofClient(dir, "expired", -1);

        assertThat(target.send(certificate(expired.certificatePem() + expired.keyPem(), null)))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.reason())
                                .startsWith("The client's certificate (authentication.certificate) expired at ")
                                .contains("add it to the app registration"));
        assertThat(target.send(certificate("no certificate", null)))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.reason()).contains("cannot be opened"));
        assertThat(target.entra.tokenRequests()).isZero();
    }

    @Test
    void aRefusalIsSaidInWords() throws Exception {
        says("The client secret is wrong (AADSTS7000215)", principal("wrong"));
        says(
                "The client is unknown in this tenant (AADSTS700016)",
                new Authentication.ServicePrincipal(Entra.TENANT, "nobody", new Secret.Literal("canary")));
        target.entra.withoutServicePrincipal("registered-only");
        says(
                "The client has no service principal in this tenant (AADSTS7000229)",
                new Authentication.ServicePrincipal(Entra.TENANT, "registered-only", new Secret.Literal("canary")));
        says(
                "The tenant is unknown (AADSTS90002)",
                new Authentication.ServicePrincipal("elsewhere", CLIENT, new Secret.Literal("canary")));
        Certificates unknown = Certificates.ofClient(dir, "unknown", 20);
        says(
                "The certificate is not one of the client's, or has expired (AADSTS700027)",
                certificate(unknown.certificatePem() + unknown.keyPem(), null));
        target.entra.set(Entra.Mode.CONDITIONAL_ACCESS);
        says("A Conditional Access policy of the tenant forbids this sign-in (AADSTS53003)", principal("canary"));
        target.entra.set(Entra.Mode.UP);
        target.entra.expireSecrets(CLIENT);
        says("The client secret has expired (AADSTS7000222)", principal("canary"));
    }

    @Test
    void aSignInThatIsDownIsNotBlamedOnTheCluster() throws Exception {
        target.entra.set(Entra.Mode.DOWN);
        says("Signing in failed: ", principal("canary"));
    }

    @Test
    void whatTheIdentityLacksIsSaidByTheCluster() throws Exception {
        target.cluster.allow(CLIENT, Right.READ);
        says(
                "The identity may not ingest into factory (403): run .add database ['factory'] ingestors",
                principal("canary"));

        assertThat(target.ask(principal("canary"), ".show version")).isInstanceOf(Answer.Table.class);
        target.entra.revokeTokens();
        assertThat(target.ask(principal("other"), ".show version")).isInstanceOf(Answer.Failed.class);
    }

    private void says(String words, Authentication authentication) throws InterruptedException {
        assertThat(target.send(authentication))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.reason()).contains(words).doesNotContain("canary"));
    }

    private static Authentication certificate(String text, String password) {
        return new Authentication.Certificate(
                Entra.TENANT, CLIENT, new Secret.Literal(text), password == null ? null : new Secret.Literal(password));
    }
}
