package io.adxstage.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LettersSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()).dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of("adx-stage.data-dir", "/var/lib/adx-stage")).dataFolder())
                .isEqualTo(Path.of("/var/lib/adx-stage"));
    }

    @Test
    void aFolderThatIsOnTheClassPathTooIsTheOneInTheWorkingDirectory() {
        assertThat(bind(Map.of("adx-stage.data-dir", "db")).dataFolder())
                .isEqualTo(Path.of("db").toAbsolutePath());
    }

    private static LettersSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", LettersSettings.class);
    }
}
