package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secret;
import io.adxstage.stage.Secrets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an identity of a stage into one of azure-identity. */
final class Credentials {

    private final Secrets secrets;

    Credentials(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The credential; none for {@code none}.
     *
     * @throws io.adxstage.stage.SecretUnavailable where a reference leads nowhere
     */
    Optional<TokenCredential> of(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None none -> Optional.empty();
            case Authentication.ServicePrincipal principal ->
                Optional.of(new ClientSecretCredentialBuilder()
                        .tenantId(principal.tenantId())
                        .clientId(principal.clientId())
                        .clientSecret(secrets.value(principal.clientSecret()))
                        .build());
            case Authentication.Certificate certificate -> Optional.of(certificate(certificate));
            case Authentication.ManagedIdentity identity -> {
                var builder = new ManagedIdentityCredentialBuilder();
                if (identity.clientId() != null) {
                    builder.clientId(identity.clientId());
                }
                yield Optional.of(builder.build());
            }
            case Authentication.WorkloadIdentity identity -> {
                var builder = new WorkloadIdentityCredentialBuilder();
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

    private TokenCredential certificate(Authentication.Certificate certificate) {
        String text = secrets.value(certificate.certificate());
        var builder = new ClientCertificateCredentialBuilder()
                .tenantId(certificate.tenantId())
                .clientId(certificate.clientId());
        if (text.contains("-----BEGIN")) {
            builder.pemCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } else {
            builder.pfxCertificate(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(text)));
        }
        Secret password = certificate.password();
        if (password != null) {
            builder.clientCertificatePassword(secrets.value(password));
        }
        return builder.build();
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
