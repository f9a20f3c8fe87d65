package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthoritiesTests {

    @ParameterizedTest
    @CsvSource({
        "https://c.westeurope.kusto.windows.net, https://login.microsoftonline.com",
        "https://C.WestEurope.Kusto.Windows.Net:443, https://login.microsoftonline.com",
        "https://c.z0.kusto.fabric.microsoft.com, https://login.microsoftonline.com",
        "https://c.usgovvirginia.kusto.usgovcloudapi.net, https://login.microsoftonline.us",
        "https://c.chinaeast2.kusto.chinacloudapi.cn, https://login.partner.microsoftonline.cn",
        "https://adx.internal.example, https://login.microsoftonline.com"
    })
    void aCloudHasItsOwnSignIn(String cluster, String authority) {
        assertThat(new Authorities(null).of(URI.create(cluster))).isEqualTo(authority);
    }

    @Test
    void theOperatorsChoiceHoldsForEveryCluster() {
        assertThat(new Authorities(URI.create("https://login.example.com"))
                        .of(URI.create("https://c.chinaeast2.kusto.chinacloudapi.cn")))
                .isEqualTo("https://login.example.com");
    }
}
