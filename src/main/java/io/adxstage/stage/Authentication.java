package io.adxstage.stage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who writes to the cluster. */
public sealed interface Authentication {

    /** The client id of the application that signs in, where the stage names it. */
    default Optional<String> application() {
        return switch (this) {
            case ServicePrincipal app -> Optional.of(app.clientId());
            case Certificate app -> Optional.of(app.clientId());
            case ManagedIdentity app -> Optional.ofNullable(app.clientId());
            case WorkloadIdentity app -> Optional.ofNullable(app.clientId());
            case AzureCli cli -> Optional.empty();
            case None none -> Optional.empty();
        };
    }

    record ServicePrincipal(String tenantId, String clientId, Secret clientSecret) implements Authentication {}

    /** System-assigned without a client id, user-assigned with one. */
    record ManagedIdentity(@Nullable String clientId) implements Authentication {}

    /** What is absent is taken from the environment. */
    record WorkloadIdentity(
            @Nullable String tenantId, @Nullable String clientId) implements Authentication {}

    /** The certificate is PEM with its key, or base64 of PKCS#12. */
    record Certificate(
            String tenantId,
            String clientId,
            Secret certificate,
            @Nullable Secret password) implements Authentication {}

    record AzureCli() implements Authentication {}

    /** For a cluster on a loopback address only. */
    record None() implements Authentication {}
}
