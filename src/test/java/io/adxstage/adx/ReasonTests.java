package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import com.microsoft.azure.kusto.data.exceptions.DataClientException;
import com.microsoft.azure.kusto.data.exceptions.DataServiceException;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTests {

    private static final Destination DESTINATION =
            new Destination(URI.create("https://c.kusto.windows.net"), "factory", "ovens", List.of("a"));

    private final Reason reason = new Reason(
            "ingest-c.kusto.windows.net",
            Duration.ofSeconds(90),
            new Authentication.ServicePrincipal("t", "the-client", new Secret.Literal("canary")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AADSTS7000215: Invalid client secret provided. | The client secret is wrong (AADSTS7000215): enter the secret's value, not its ID.
            AADSTS7000222: The provided client secret keys are expired. | The client secret has expired (AADSTS7000222): make a new one
            AADSTS700016: Application with identifier 'x' was not found | The client is unknown in this tenant (AADSTS700016): check clientId and tenantId.
            AADSTS7000222: The provided client secret keys for app 'x' are expired. | az ad app credential reset --id the-client --append
            AADSTS7000229: The client application is missing service principal | run az ad sp create --id the-client,
            AADSTS7000112: Application 'x' is disabled. | The client is disabled (AADSTS7000112)
            AADSTS90002: Tenant 'x' not found. | The tenant is unknown (AADSTS90002): check tenantId
            AADSTS900023: Specified tenant identifier 'x' is neither | tenantId is neither an id nor a domain (AADSTS900023)
            AADSTS9002313: Invalid request. Request is malformed | check tenantId and clientId for typing errors
            AADSTS700027: Client assertion failed signature validation. | add it to the app registration
            AADSTS700024: Client assertion is not within its valid time range. | set this machine's clock right
            AADSTS700213: No matching federated identity record found | issuer, subject and audience
            AADSTS700211: No matching federated identity record found | federated-credential list --id the-client)
            AADSTS500011: The resource principal was not found in the tenant | check that tenantId is the cluster's tenant
            AADSTS53003: Access has been blocked | A Conditional Access policy of the tenant forbids this sign-in (AADSTS53003)
            AADSTS999: Something new | Signing in failed: AADSTS999: Something new
            """)
    void aSignInThatFailsIsToldByItsCode(String said, String words) {
        // As it arrives: behind the SDK's own exception.
        var failed = new DataClientException(
                "https://c",
                said,
                new SignIn.Failed("login.microsoftonline.com", new ClientAuthenticationException(said, null)));
        assertThat(reason.noUploadArea(failed, DESTINATION)).contains(words);
    }

    @Test
    void anIdentityThatThisMachineDoesNotHave() {
        var failed = new SignIn.Failed(
                "login.microsoftonline.com", new CredentialUnavailableException("Managed Identity is not available"));
        assertThat(reason.noUploadArea(failed, DESTINATION))
                .isEqualTo("This machine has no such identity: Managed Identity is not available");
    }

    @Test
    void aSignInServiceThatCannotBeReachedIsNotTheCluster() {
        var failed = new SignIn.Failed(
                "login.microsoftonline.com",
                new RuntimeException(new UnknownHostException("login.microsoftonline.com")));
        assertThat(reason.noUploadArea(failed, DESTINATION))
                .startsWith("Signing in failed: the host login.microsoftonline.com is unknown. Check the DNS")
                .doesNotContain("ingest-c");
    }

    @Test
    void aSignInOrAStorageThatRefusesConnectionsIsNotAMatterOfTheClustersUrl() {
        var refused = new UncheckedIOException(new ConnectException());

        assertThat(reason.noUploadArea(new SignIn.Failed("login.microsoftonline.com", refused), DESTINATION))
                .startsWith(
                        "Signing in failed: the connection to login.microsoftonline.com was refused: nothing answers")
                .contains("adx-stage.adx.authority-host")
                .doesNotContain("clusterUrl");
        assertThat(reason.notUploaded(refused, "store.blob.core.windows.net"))
                .startsWith("The connection to store.blob.core.windows.net was refused: nothing answers there. It is")
                .doesNotContain("clusterUrl");
    }

    static Stream<Arguments> connections() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), "The host ingest-c.kusto.windows.net is unknown"),
                Arguments.of(
                        new ConnectException().initCause(new UnresolvedAddressException()),
                        "The host ingest-c.kusto.windows.net is unknown"),
                Arguments.of(new ConnectException(), "The connection to ingest-c.kusto.windows.net was refused"),
                Arguments.of(new HttpTimeoutException("late"), "ingest-c.kusto.windows.net did not answer in time."),
                Arguments.of(
                        new SSLHandshakeException("PKIX path building failed"),
                        "TLS with ingest-c.kusto.windows.net failed: PKIX path building failed"),
                Arguments.of(
                        new UncheckedIOException(new IOException("Connection reset")),
                        "The connection to ingest-c.kusto.windows.net was lost"),
                Arguments.of(new Management.NoUploadArea(), "names no place to upload to"));
    }

    @ParameterizedTest
    @MethodSource("connections")
    void aConnectionThatFailsIsToldByItsKind(Throwable failed, String words) {
        assertThat(reason.noUploadArea(failed, DESTINATION)).contains(words);
        assertThat(reason.noUploadArea(new RuntimeException("outer", failed), DESTINATION))
                .contains(words);
    }

    @Test
    void aDatabaseThatTheClusterDoesNotKnow() {
        var failed = new DataServiceException(
                "https://c",
                "Error in metadata endpoint, got code: 400 With error: BadRequest_DatabaseNotExist: no such",
                true);
        assertThat(reason.noUploadArea(failed, DESTINATION)).contains("has no database factory: check database");
    }

    @Test
    void howLongItWasWaitedFor() {
        assertThat(reason.tooLong(Attempt.Step.ASKING))
                .isEqualTo("ingest-c.kusto.windows.net did not say where to upload within 1m30s"
                        + " (adx-stage.adx.attempt-timeout).");
        assertThat(reason.paused(Instant.parse("2026-01-01T10:00:00.5Z"))).endsWith("until 2026-01-01T10:00:00Z.");
    }
}
