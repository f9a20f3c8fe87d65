package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SpoolSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SpoolSettings(
                        "./data",
                        new SpoolSettings.Spool(
                                DataSize.ofGigabytes(10), SpoolSettings.Sync.ALWAYS, Duration.ofSeconds(1))));
        assertThat(bind(Map.of()).dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of(
                        "adx-stage.data-dir", "/var/lib/adx-stage",
                        "adx-stage.spool.max-size", "20 GB",
                        "adx-stage.spool.sync", "interval",
                        "adx-stage.spool.sync-interval", "250ms")))
                .isEqualTo(new SpoolSettings(
                        "/var/lib/adx-stage",
                        new SpoolSettings.Spool(
                                DataSize.ofGigabytes(20), SpoolSettings.Sync.INTERVAL, Duration.ofMillis(250))));
    }

    @Test
    void aFolderThatIsOnTheClassPathTooIsTheOneInTheWorkingDirectory() {
        assertThat(bind(Map.of("adx-stage.data-dir", "db")).dataFolder())
                .isEqualTo(Path.of("db").toAbsolutePath());
    }

    @Test
    void aLimitOfZeroIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.spool.max-size", "0")))
                .hasRootCauseMessage("adx-stage.spool.max-size must be greater than zero, like 10GB");
    }

    @Test
    void anIntervalOfZeroIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.spool.sync-interval", "0s")))
                .hasRootCauseMessage("adx-stage.spool.sync-interval must be greater than zero, like 1s");
    }

    private static SpoolSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", SpoolSettings.class);
    }
}
