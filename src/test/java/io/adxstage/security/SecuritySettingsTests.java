package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SecuritySettingsTests {

    @Test
    void nobodySignsInByDefault() {
        var settings = bind(Map.of());
        assertThat(settings.username()).isEqualTo("admin");
        assertThat(settings.password()).isNull();
        assertThat(settings.signIn()).isFalse();
    }

    @Test
    void everyKeyIsBound() {
        var settings =
                bind(Map.of("adx-stage.security.username", "ada", "adx-stage.security.password", "correct horse"));
        assertThat(settings).isEqualTo(new SecuritySettings("ada", "correct horse"));
        assertThat(settings.signIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void anEmptyPasswordIsNone(String password) {
        assertThat(bind(Map.of("adx-stage.security.password", password)).signIn())
                .isFalse();
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new SecuritySettings("ada", "correct horse")).hasToString("SecuritySettings[ada]");
    }

    private static SecuritySettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("adx-stage.security", SecuritySettings.class);
    }
}
