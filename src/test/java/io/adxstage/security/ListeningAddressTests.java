package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class ListeningAddressTests {

    private static final String HASH = "{bcrypt}$2a$04$" + "a".repeat(53);

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void withoutAPasswordTheServiceListensOnLoopback() {
        decide();
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("management.server.address")).isNull();
    }

    @Test
    void anEmptyAddressIsNoAddress() {
        environment.setProperty("server.address", "");
        decide();
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void withAPasswordTheAddressIsAsConfigured() {
        environment.setProperty("adx-stage.security.password", "secret");
        decide();
        assertThat(environment.getProperty("server.address")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void anExplicitLoopbackAddressIsKept(String address) {
        environment.setProperty("server.address", address);
        decide();
        assertThat(environment.getProperty("server.address")).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void aWiderAddressWithoutAPasswordRefusesToStart(String address) {
        environment.setProperty("server.address", address);
        assertThatExceptionOfType(RefusesToStart.class)
                .isThrownBy(this::decide)
                .withMessageContaining("server.address is " + address)
                .withMessageContaining("adx-stage.security.password is not set")
                .satisfies(e -> assertThat(e.mend()).contains("set adx-stage.security.password"));
    }

    @Test
    void aManagementPortOfItsOwnIsKeptOnLoopbackToo() {
        environment.setProperty("management.server.port", "8081");
        decide();
        assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void aWiderManagementAddressWithoutAPasswordRefusesToStart() {
        environment.setProperty("management.server.port", "8081");
        environment.setProperty("management.server.address", "0.0.0.0");
        assertThatExceptionOfType(RefusesToStart.class)
                .isThrownBy(this::decide)
                .withMessageContaining("management.server.address is 0.0.0.0");
    }

    @Test
    void localModeStaysOnLoopbackEvenWithAPassword() {
        environment.setActiveProfiles("local");
        environment.setProperty("adx-stage.security.password", "secret");
        decide();
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void localModeRefusesAWiderAddressEvenWithAPassword() {
        environment.setActiveProfiles("local");
        environment.setProperty("adx-stage.security.password", "secret");
        environment.setProperty("server.address", "0.0.0.0");
        assertThatExceptionOfType(RefusesToStart.class)
                .isThrownBy(this::decide)
                .withMessageContaining("profile \"local\"")
                .satisfies(e -> assertThat(e.mend()).contains("without the profile"));
    }

    @Test
    void aBcryptHashIsTaken() {
        environment.setProperty("adx-stage.security.password", HASH);
        assertThatNoException().isThrownBy(this::decide);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{bcrypt}", "{bcrypt}a$04$canary", "{bcrypt}correct horse"})
    void aBrokenHashRefusesToStartAndIsNotShown(String password) {
        environment.setProperty("adx-stage.security.password", password);
        assertThatExceptionOfType(RefusesToStart.class)
                .isThrownBy(this::decide)
                .satisfies(e -> assertThat(e.getMessage() + e.mend()).doesNotContain("canary", "horse"));
    }

    private void decide() {
        new ListeningAddress().postProcessEnvironment(environment, new SpringApplication());
    }
}
