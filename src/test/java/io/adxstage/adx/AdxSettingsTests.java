package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AdxSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new AdxSettings(List.of(), Duration.ofMinutes(5), Idempotence.AUTO, null, null, 10_000));
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of(
                        "adx-stage.adx.extra-trusted-hosts", "adx.example.com,b.example.com",
                        "adx-stage.adx.attempt-timeout", "30s",
                        "adx-stage.adx.idempotence", "always",
                        "adx-stage.adx.trust-bundle", "trust.pem",
                        "adx-stage.adx.authority-host", "https://login.microsoftonline.us",
                        "adx-stage.adx.arrival-reports-per-day", "250")))
                .isEqualTo(new AdxSettings(
                        List.of("adx.example.com", "b.example.com"),
                        Duration.ofSeconds(30),
                        Idempotence.ALWAYS,
                        "trust.pem",
                        URI.create("https://login.microsoftonline.us"),
                        250));
    }

    @Test
    void secretsAreSentToNoAuthorityWithoutTls() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.adx.authority-host", "http://login.example.com")))
                .rootCause()
                .hasMessageContaining("adx-stage.adx.authority-host must be an address with https");
    }

    private static AdxSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage.adx", AdxSettings.class);
    }
}
