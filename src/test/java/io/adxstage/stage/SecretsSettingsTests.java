package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecretsSettingsTests {

    @EnableConfigurationProperties(SecretsSettings.class)
    static class Settings {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void defaults() {
        runner.run(context -> assertThat(context.getBean(SecretsSettings.class)).isEqualTo(SecretsSettings.defaults()));
        assertThat(SecretsSettings.defaults())
                .isEqualTo(new SecretsSettings(List.of("ADX_STAGE_SECRET_*"), Path.of("/run/secrets")));
    }

    @Test
    void everyKey() {
        runner.withPropertyValues("adx-stage.secrets.env-allowed=A_*,B", "adx-stage.secrets.dir=/etc/adx secrets")
                .run(context -> assertThat(context.getBean(SecretsSettings.class))
                        .isEqualTo(new SecretsSettings(List.of("A_*", "B"), Path.of("/etc/adx secrets"))));
    }

    @Test
    void aStarStandsForAnyCharactersAndNothingElseIsSpecial() {
        Map<String, Boolean> cases = Map.of(
                "A_X", true, "A_", true, "XA_X", false, "B.C", true, "BxC", false, "P_mid_S", true, "P_mid", false);
        SecretsSettings settings = new SecretsSettings(List.of("A_*", " B.C ", "P*S"), Path.of("x"));

        cases.forEach(
                (name, allowed) -> assertThat(settings.allows(name)).as(name).isEqualTo(allowed));
        assertThat(new SecretsSettings(List.of(), Path.of("x")).allows("A")).isFalse();
    }
}
