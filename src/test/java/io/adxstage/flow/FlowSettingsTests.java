package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FlowSettingsTests {

    @Test
    void theDefaults() {
        assertThat(bind(Map.of()).dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(bind(Map.of()).adx()).isEqualTo(new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15)));
    }

    @Test
    void everyKey() {
        assertThat(bind(Map.of(
                        "adx-stage.data-dir", "/var/lib/adx-stage",
                        "adx-stage.adx.keep-accepted", "0",
                        "adx-stage.adx.arrival-alarm", "1h")))
                .isEqualTo(new FlowSettings(
                        "/var/lib/adx-stage", new FlowSettings.Adx(Duration.ZERO, Duration.ofHours(1))));
    }

    @Test
    void anAcceptedBatchIsFollowedForADayThoughItsRowsAreNotKept() {
        assertThat(bind(Map.of("adx-stage.adx.keep-accepted", "0")).adx().followed())
                .isEqualTo(Duration.ofHours(24));
        assertThat(bind(Map.of("adx-stage.adx.keep-accepted", "72h")).adx().followed())
                .isEqualTo(Duration.ofHours(72));
    }

    @Test
    void impossibleTimesAreRefused() {
        assertThatThrownBy(() -> bind(Map.of("adx-stage.adx.keep-accepted", "-1s")))
                .hasStackTraceContaining("adx-stage.adx.keep-accepted must be 0 or more");
        assertThatThrownBy(() -> bind(Map.of("adx-stage.adx.arrival-alarm", "0s")))
                .hasStackTraceContaining("adx-stage.adx.arrival-alarm must be greater than zero");
    }

    @Test
    void aFolderThatIsOnTheClassPathTooIsTheOneInTheWorkingDirectory() {
        assertThat(bind(Map.of("adx-stage.data-dir", "db")).dataFolder())
                .isEqualTo(Path.of("db").toAbsolutePath());
    }

    private static FlowSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("adx-stage", FlowSettings.class);
    }
}
