package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustoHostsTests {

    private static KustoHosts hosts(String... extra) {
        return new KustoHosts(new AdxSettings(List.of(extra), Duration.ofMinutes(1), Idempotence.AUTO, null, null, 0));
    }

    /** The SDK's list is the same for the whole process. */
    @AfterEach
    void forget() {
        hosts();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://help.kusto.windows.net",
                "https://c.westeurope.kusto.windows.net/",
                "https://C.WestEurope.Kusto.Windows.Net",
                "https://c.kusto.usgovcloudapi.net",
                "https://c.kusto.chinacloudapi.cn",
                "https://trd-1.z1.kusto.fabric.microsoft.com",
                "https://pool.ws.kusto.azuresynapse.net"
            })
    void theHostsOfEveryCloudAreKnown(String url) {
        assertThat(hosts().trusts(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://kusto.windows.net.example.com",
                "https://c.kusto.windows.net.evil.example",
                "https://evilkusto.windows.net",
                "https://169.254.169.254",
                "https://adx.example.com",
                "https:nothing",
                "relative"
            })
    void othersAreNot(String url) {
        assertThat(hosts().trusts(URI.create(url))).isFalse();
    }

    @Test
    void theOperatorCanTrustMore() {
        KustoHosts hosts = hosts("adx.example.com");
        assertThat(hosts.trusts(URI.create("https://adx.example.com"))).isTrue();
        assertThat(hosts.trusts(URI.create("https://ADX.example.com/"))).isTrue();
        assertThat(hosts.trusts(URI.create("https://sub.adx.example.com"))).isFalse();
        assertThat(hosts.trusts(URI.create("https://help.kusto.windows.net"))).isTrue();
    }
}
