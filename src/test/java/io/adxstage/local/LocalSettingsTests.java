package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LocalSettingsTests {

    @Test
    void defaults() {
        assertThat(bound(Map.of())).isEqualTo(new LocalSettings(null, null, Duration.ZERO, Duration.ofSeconds(1)));
        assertThat(LocalSettings.DEFAULT_MQTT_PORT).isEqualTo(1883);
        assertThat(LocalSettings.DEFAULT_ADX_PORT).isEqualTo(8090);
    }

    @Test
    void everyKey() {
        assertThat(bound(Map.of(
                        "adx-stage.local.mqtt-port", "1884",
                        "adx-stage.local.adx-port", "8091",
                        "adx-stage.local.ingestion-delay", "5m",
                        "adx-stage.local.publish-every", "100ms")))
                .isEqualTo(new LocalSettings(1884, 8091, Duration.ofMinutes(5), Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @CsvSource({"mqtt-port, 65536", "adx-port, -1", "ingestion-delay, -1s", "publish-every, -5s"})
    void whatCannotBeIsRefusedWithASentence(String key, String value) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bound(Map.of("adx-stage.local." + key, value)))
                .havingRootCause()
                .withMessageContaining("adx-stage.local." + key);
    }

    private static LocalSettings bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("adx-stage.local", LocalSettings.class);
    }
}
