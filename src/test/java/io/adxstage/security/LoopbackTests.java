package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:1",
                "stage.localhost",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.8.9.10",
                "[::1]",
                "[::1]:8080",
                "localhost:"
            })
    void namesOfThisMachineAreLoopback(String host) {
        assertThat(Loopback.isHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "localhost.example.com",
                "localhost@example.com",
                "127.0.0.1.example.com",
                "127.0.0.1:80@example.com",
                "192.168.1.10:8080",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[::ffff:10.0.0.1]",
                "::1",
                "localhost:8080:1",
                "localhost,example.com",
                "notlocalhost"
            })
    void otherNamesAreNot(String host) {
        assertThat(Loopback.isHost(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void loopbackAddressesStayOnThisMachine(String address) {
        assertThat(Loopback.isAddress(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void otherAddressesDoNot(String address) {
        assertThat(Loopback.isAddress(address)).isFalse();
    }
}
