package io.adxstage.adx;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the way to Azure Data Explorer.
 *
 * @param extraTrustedHosts host names besides the SDK's own list that may be sent data and tokens: private endpoints
 * @param attemptTimeout the longest a single attempt to send a batch may take
 * @param idempotence which batches carry a tag that makes a second sending a no-op
 * @param trustBundle a PEM file with certificates of authorities that are trusted besides the system's, for clusters, their
 *     storage and the sign-in; bound as text, because bound as a {@code Path} a relative name would be looked for on the
 *     class path first
 * @param authorityHost where identities sign in; absent: as the cluster's cloud has it
 * @param arrivalReportsPerDay how many batches a day, of the UTC calendar, each cluster is asked to report on; 0 for none
 */
@ConfigurationProperties("adx-stage.adx")
record AdxSettings(
        @DefaultValue List<String> extraTrustedHosts,
        @DefaultValue("5m") Duration attemptTimeout,
        @DefaultValue("auto") Idempotence idempotence,
        @Nullable String trustBundle,
        @Nullable URI authorityHost,
        @DefaultValue("10000") int arrivalReportsPerDay) {

    AdxSettings {
        if (arrivalReportsPerDay < 0) {
            throw new IllegalArgumentException("adx-stage.adx.arrival-reports-per-day must be 0 or more, like 10000");
        }
        if (authorityHost != null && (!"https".equals(authorityHost.getScheme()) || authorityHost.getHost() == null)) {
            throw new IllegalArgumentException("adx-stage.adx.authority-host must be an address with https, like"
                    + " https://login.microsoftonline.us: secrets are sent there");
        }
    }
}
