package io.adxstage.adx;

import com.microsoft.azure.kusto.data.auth.endpoints.KustoTrustedEndpoints;
import com.microsoft.azure.kusto.data.auth.endpoints.MatchRule;
import com.microsoft.azure.kusto.data.auth.endpoints.WellKnownKustoEndpointsData;
import com.microsoft.azure.kusto.data.exceptions.KustoClientInvalidConnectionStringException;
import io.adxstage.stage.TrustedClusters;
import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The SDK's list of Kusto hosts in every cloud, and those that the operator trusts besides. */
@Component
class KustoHosts implements TrustedClusters {

    private final Set<String> logins;

    KustoHosts(AdxSettings settings) {
        this.logins = WellKnownKustoEndpointsData.getInstance()
                .AllowedEndpointsByLogin
                .keySet();
        KustoTrustedEndpoints.addTrustedHosts(
                settings.extraTrustedHosts().stream()
                        .map(host -> new MatchRule(host, true))
                        .toList(),
                true);
    }

    @Override
    public boolean trusts(URI clusterUrl) {
        return logins.stream().anyMatch(login -> isKnown(clusterUrl, login));
    }

    private static boolean isKnown(URI clusterUrl, String login) {
        try {
            KustoTrustedEndpoints.validateTrustedEndpoint(clusterUrl, login);
            return true;
        } catch (KustoClientInvalidConnectionStringException unknown) {
            return false;
        }
    }
}
