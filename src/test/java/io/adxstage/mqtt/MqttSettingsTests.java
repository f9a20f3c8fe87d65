package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    private static MqttSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", MqttSettings.class);
    }
}
