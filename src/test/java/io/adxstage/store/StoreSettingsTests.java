package io.adxstage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StoreSettingsTests {

    @Test
    void theDefaults() {
        var settings = bind(Map.of());

        assertThat(settings.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.stagesFolder()).isNull();
        assertThat(settings.stagesPollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.secrets().key()).isNull();
    }

    @Test
    void everyKey() {
        var settings = bind(Map.of(
                "adx-stage.data-dir", "/var/lib/adx-stage",
                "adx-stage.stages-dir", "stages",
                "adx-stage.stages-poll-interval", "5s",
                "adx-stage.secrets.key", "c2VjcmV0"));

        assertThat(settings.dataFolder()).isEqualTo(Path.of("/var/lib/adx-stage"));
        assertThat(settings.stagesFolder()).isEqualTo(Path.of("stages").toAbsolutePath());
        assertThat(settings.stagesPollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.secrets().key()).isEqualTo("c2VjcmV0");
    }

    @Test
    void aBlankFolderOfStageFilesIsNone() {
        assertThat(bind(Map.of("adx-stage.stages-dir", "")).stagesFolder()).isNull();
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(bind(Map.of("adx-stage.secrets.key", "c2VjcmV0")).toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void anIntervalOfZeroIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.stages-poll-interval", "0s")))
                .hasRootCauseMessage("adx-stage.stages-poll-interval must be greater than zero, like 1s");
    }

    private static StoreSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", StoreSettings.class);
    }
}
