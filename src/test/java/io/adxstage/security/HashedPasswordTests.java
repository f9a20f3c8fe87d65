package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class HashedPasswordTests {

    @Test
    void aHashInTheConfigurationIsMatchedByItsPassword() {
        var settings = new SecuritySettings("ada", "{bcrypt}" + new BCryptPasswordEncoder(4).encode("correct horse"));
        var account = new Account().users(settings).loadUserByUsername("ada");
        var encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        assertThat(encoder.matches("correct horse", account.getPassword())).isTrue();
        assertThat(encoder.matches(settings.password(), account.getPassword())).isFalse();
    }

    @Test
    void aPlainPasswordMayLookLikeAPrefix() {
        var account = new Account().users(new SecuritySettings("ada", "{x}y")).loadUserByUsername("ada");
        assertThat(PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("{x}y", account.getPassword()))
                .isTrue();
    }
}
