package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.stage.SecretUnavailable;
import io.adxstage.stage.Secrets;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns an identity of a stage into one of azure-identity. */
final class Credentials {

    private final Secrets secrets;
    private final Authorities authorities;
    private final Outside outside;

    Credentials(Secrets secrets, Authorities authorities, Outside outside) {
        this.secrets = secrets;
        this.authorities = authorities;
        this.outside = outside;
    }

    /**
     * The credential; none for {@code none}. It keeps its tokens, and renews one five minutes before its end.
     *
     * @param clusterUrl that it is for: its cloud is where to sign in
     * @throws io.adxstage.stage.SecretUnavailable where a reference leads nowhere
     */
    Optional<TokenCredential> of(Authentication authentication, URI clusterUrl) {
        return switch (authentication) {
            case Authentication.None none -> Optional.empty();
            case Authentication.ServicePrincipal principal ->
                Optional.of(in(clusterUrl, new ClientSecretCredentialBuilder())
                        .tenantId(principal.tenantId())
                        .clientId(principal.clientId())
                        .clientSecret(secrets.value(principal.clientSecret()))
                        .build());
            case Authentication.Certificate certificate -> Optional.of(certificate(certificate, clusterUrl));
            case Authentication.ManagedIdentity identity -> {
                var builder = new ManagedIdentityCredentialBuilder().httpClient(outside.free());
                if (identity.clientId() != null) {
                    builder.clientId(identity.clientId());
                }
                yield Optional.of(builder.build());
            }
            case Authentication.WorkloadIdentity identity -> {
                var builder = in(clusterUrl, new WorkloadIdentityCredentialBuilder());
                if (identity.tenantId() != null) {
                    builder.tenantId(identity.tenantId());
                }
                if (identity.clientId() != null) {
                    builder.clientId(identity.clientId());
                }
                yield Optional.of(builder.build());
            }
            case Authentication.AzureCli cli -> Optional.of(new AzureCliCredentialBuilder().build());
        };
    }

    /**
     * Without the discovery of instances, which asks the public cloud whether it knows the authority: it comes from the
     * SDK's list or from the operator, and the public cloud may be out of reach.
     */
    private <T extends AadCredentialBuilderBase<T>> T in(URI clusterUrl, T builder) {
        return builder.authorityHost(authorities.of(clusterUrl))
                .disableInstanceDiscovery()
                .httpClient(outside.guarded());
    }

    /** One that is of no use keeps nobody from collecting: that is said at each attempt to sign in. */
    private TokenCredential certificate(Authentication.Certificate certificate, URI clusterUrl) {
        String text = secrets.value(certificate.certificate());
        String password = password(certificate);
        ClientCertificate found;
        try {
            found = ClientCertificate.read(text, password);
        } catch (ClientCertificate.Unusable unusable) {
            return request -> Mono.error(unusable);
        }
        var builder = in(clusterUrl, new ClientCertificateCredentialBuilder())
                .tenantId(certificate.tenantId())
                .clientId(certificate.clientId());
        if (text.contains("-----BEGIN")) {
            builder.pemCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } else {
            builder.pfxCertificate(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(text)));
        }
        if (password != null) {
            builder.clientCertificatePassword(password);
        }
        TokenCredential credential = builder.build();
        return request -> Mono.fromRunnable(() -> found.check(Instant.now()))
                .then(Mono.defer(() -> credential.getToken(request)));
    }

    private @Nullable String password(Authentication.Certificate certificate) {
        Secret password = certificate.password();
        return password == null ? null : secrets.value(password);
    }

    /** When the certificate of an identity ends; nothing where it has none, or none that can be read. */
    Optional<Instant> certificateExpires(Authentication authentication) {
        if (!(authentication instanceof Authentication.Certificate certificate)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClientCertificate.read(secrets.value(certificate.certificate()), password(certificate))
                    .expires());
        } catch (ClientCertificate.Unusable | SecretUnavailable toldWhereItIsUsed) {
            return Optional.empty();
        }
    }

    /** Two stages share a client where this is the same. Tells nothing of a secret but whether it is another one. */
    String fingerprint(Authentication authentication) {
        return switch (authentication) {
            case Authentication.ServicePrincipal principal ->
                "secret" + ids(principal.tenantId(), principal.clientId()) + fingerprint(principal.clientSecret());
            case Authentication.Certificate certificate ->
                "certificate"
                        + ids(certificate.tenantId(), certificate.clientId())
                        + fingerprint(certificate.certificate())
                        + "|"
                        + fingerprint(certificate.password());
            default -> authentication.toString();
        };
    }

    /** With a length, so that no two pairs of ids, which may be any text, look the same. */
    private static String ids(String tenantId, String clientId) {
        return "|" + tenantId.length() + "|" + tenantId + "|" + clientId + "|";
    }

    private String fingerprint(@Nullable Secret secret) {
        return secret == null ? "" : secrets.fingerprint(secret);
    }
}
