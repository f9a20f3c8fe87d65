package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxyTests {

    @Test
    void withoutTheVariableThereIsNone() {
        assertThat(EnvironmentProxy.of(Map.of("NO_PROXY", "*")::get)).isEmpty();
        assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", " ")::get)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example.com:3128, proxy.example.com:3128",
        "proxy.example.com:3128, proxy.example.com:3128",
        "http://proxy.example.com, proxy.example.com:80",
        "http://me:word@proxy.example.com:3128/, proxy.example.com:3128"
    })
    void theProxyOfTheVariable(String value, String address) {
        EnvironmentProxy proxy =
                EnvironmentProxy.of(Map.of("https_proxy", value)::get).orElseThrow();

        assertThat(proxy.select(URI.create("https://c.kusto.windows.net")))
                .singleElement()
                .satisfies(chosen -> assertThat((InetSocketAddress) chosen.address())
                        .extracting(InetSocketAddress::getHostString, InetSocketAddress::getPort)
                        .containsExactly(address.split(":")[0], Integer.valueOf(address.split(":")[1])));
        assertThat(proxy.user())
                .isEqualTo(value.contains("@") ? java.util.Optional.of("me:word") : java.util.Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "https://c.kusto.windows.net, true",
        "https://adx.corp.example, false",
        "https://deep.adx.corp.example, false",
        "https://notcorp.example, true",
        "https://exact.example, false",
        "https://localhost:8443, false",
        "https://127.0.0.1, false",
        "http://169.254.169.254/metadata, false"
    })
    void whoGoesThroughIt(String url, boolean served) {
        EnvironmentProxy proxy = EnvironmentProxy.of(Map.of(
                        "HTTPS_PROXY", "http://p:3128",
                        "NO_PROXY", ".corp.example, exact.example:443 ,*.other.example")::get)
                .orElseThrow();

        assertThat(proxy.serves(URI.create(url))).isEqualTo(served);
        assertThat(proxy.select(URI.create(url)).getFirst().equals(Proxy.NO_PROXY))
                .isNotEqualTo(served);
    }

    @Test
    void aStarIsEverybody() {
        assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", "http://p:3128", "NO_PROXY", "*")::get)
                        .orElseThrow()
                        .serves(URI.create("https://c.kusto.windows.net")))
                .isFalse();
    }

    @Test
    void whatIsNoProxyIsSaidWithoutItsPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentProxy.of(Map.of("HTTPS_PROXY", "socks://me:canary@p:1080")::get))
                .withMessageContaining("HTTPS_PROXY is not the address of a proxy")
                .withMessageNotContaining("canary");
    }
}
