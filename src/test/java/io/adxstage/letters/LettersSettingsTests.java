package io.adxstage.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class LettersSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new LettersSettings(
                        "./data", new LettersSettings.Bounds(DataSize.ofMegabytes(100), Duration.ofDays(30))));
        assertThat(bind(Map.of()).dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of(
                        "adx-stage.data-dir", "/var/lib/adx-stage",
                        "adx-stage.letters.max-size", "2GB",
                        "adx-stage.letters.max-age", "0")))
                .isEqualTo(new LettersSettings(
                        "/var/lib/adx-stage", new LettersSettings.Bounds(DataSize.ofGigabytes(2), Duration.ZERO)));
    }

    @Test
    void aFolderThatIsOnTheClassPathTooIsTheOneInTheWorkingDirectory() {
        assertThat(bind(Map.of("adx-stage.data-dir", "db")).dataFolder())
                .isEqualTo(Path.of("db").toAbsolutePath());
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.letters.max-size", "10KB")))
                .hasRootCauseMessage("adx-stage.letters.max-size must be 1MB at least, like 100MB");
        assertThatThrownBy(() -> bind(Map.of("adx-stage.letters.max-age", "-1d")))
                .rootCause()
                .hasMessageContaining("adx-stage.letters.max-age must be zero or more");
    }

    private static LettersSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", LettersSettings.class);
    }
}
