package io.adxstage.adx;

import com.microsoft.azure.kusto.data.auth.endpoints.WellKnownKustoEndpointsData;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an identity signs in: every cloud has a place of its own, and a cluster's host tells the cloud. The SDK's list of
 * Kusto endpoints, which is ordered by sign-in, is the source.
 */
final class Authorities {

    private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com";

    private final @Nullable URI chosen;

    /** @param chosen by the operator, for every cluster; absent: by the cluster */
    Authorities(@Nullable URI chosen) {
        this.chosen = chosen;
    }

    /** The sign-in's address; the public cloud's for a host that no cloud is known by. */
    String of(URI clusterUrl) {
        if (chosen != null) {
            return chosen.toString();
        }
        String host = clusterUrl.getHost().toLowerCase(Locale.ROOT);
        return WellKnownKustoEndpointsData.getInstance().AllowedEndpointsByLogin.entrySet().stream()
                .filter(login -> has(login.getValue(), host))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(PUBLIC_CLOUD);
    }

    private static boolean has(WellKnownKustoEndpointsData.AllowedEndpoints cloud, String host) {
        return cloud.AllowedKustoHostnames.contains(host)
                || cloud.AllowedKustoSuffixes.stream().anyMatch(host::endsWith);
    }
}
