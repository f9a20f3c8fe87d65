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
 */
@ConfigurationProperties("adx-stage.adx")
record AdxSettings(
        @DefaultValue List<String> extraTrustedHosts,
        @DefaultValue("5m") Duration attemptTimeout,
        @DefaultValue("auto") Idempotence idempotence) {}
