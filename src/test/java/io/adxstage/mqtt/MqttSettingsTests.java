package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class MqttSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new MqttSettings(
                        "./data",
                        new MqttSettings.Mqtt(
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(15),
                                1000,
                                Duration.ofSeconds(30),
                                DataSize.ofMegabytes(256))));
        assertThat(bind(Map.of()).dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of(
                        "adx-stage.data-dir", "db",
                        "adx-stage.mqtt.keep-alive", "10s",
                        "adx-stage.mqtt.connect-timeout", "3s",
                        "adx-stage.mqtt.receive-maximum", "50",
                        "adx-stage.mqtt.max-reconnect-delay", "1m",
                        "adx-stage.mqtt.max-message-size", "1MB")))
                .isEqualTo(new MqttSettings(
                        "db",
                        new MqttSettings.Mqtt(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3),
                                50,
                                Duration.ofMinutes(1),
                                DataSize.ofMegabytes(1))));
    }

    @Test
    void noMessageIsLargerThanTheProtocolAllows() {
        assertThat(bind(Map.of()).mqtt().maxMessageBytes()).isEqualTo(268_435_455);
        assertThat(bind(Map.of("adx-stage.mqtt.max-message-size", "3KB")).mqtt().maxMessageBytes())
                .isEqualTo(3072);
    }

    @Test
    void aFolderThatIsOnTheClassPathTooIsTheOneInTheWorkingDirectory() {
        assertThat(bind(Map.of("adx-stage.data-dir", "db")).dataFolder())
                .isEqualTo(Path.of("db").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep-alive          | 0s     | must be 1s to 65535s, like 30s
            keep-alive          | 999ms  | must be 1s to 65535s, like 30s
            keep-alive          | 65536s | must be 1s to 65535s, like 30s
            connect-timeout     | 0s     | must be at least a millisecond, like 15s
            receive-maximum     | 0      | must be 1 to 65535, like 1000
            receive-maximum     | 65536  | must be 1 to 65535, like 1000
            max-reconnect-delay | 0s     | must be at least a millisecond, like 30s
            max-reconnect-delay | -1s    | must be at least a millisecond, like 30s
            max-message-size    | 0      | must be greater than zero, like 256MB
            """)
    void whatTheProtocolOrTheClockCannotHoldIsRefused(String key, String value, String sentence) {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.mqtt." + key, value)))
                .hasRootCauseMessage("adx-stage.mqtt." + key + " " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"keep-alive, 1s", "keep-alive, 65535s", "receive-maximum, 1", "receive-maximum, 65535"})
    void theLimitsThemselvesAreTaken(String key, String value) {
        assertThatNoException().isThrownBy(() -> bind(Map.of("adx-stage.mqtt." + key, value)));
    }

    private static MqttSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", MqttSettings.class);
    }
}
