package io.adxstage.adx;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the way to Azure Data Explorer.
 *
 * @param extraTrustedHosts host names besides the SDK's own list that may be sent data and tokens: private endpoints
 * @param attemptTimeout the longest a single attempt to send a batch may take
 * @param idempotence which batches carry a tag that makes a second sending a no-op
 * @param arrivalReportsPerDay how many batches a day, of the UTC calendar, each cluster is asked to report on; 0 for none
 */
@ConfigurationProperties("adx-stage.adx")
record AdxSettings(
        @DefaultValue List<String> extraTrustedHosts,
        @DefaultValue("5m") Duration attemptTimeout,
        @DefaultValue("auto") Idempotence idempotence,
        @DefaultValue("10000") int arrivalReportsPerDay) {

    public AdxSettings {
        if (arrivalReportsPerDay < 0) {
            throw new IllegalArgumentException("adx-stage.adx.arrival-reports-per-day must be 0 or more, like 10000");
        }
    }
}
