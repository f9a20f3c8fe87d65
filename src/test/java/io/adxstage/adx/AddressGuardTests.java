package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.adxstage.testing.HostNames;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class AddressGuardTests {

    private final AtomicInteger sent = new AtomicInteger();
    private final HttpClient outside = request -> {
        sent.incrementAndGet();
        return Mono.empty();
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.1.1",
                "168.63.129.16",
                "100.100.100.200",
                "fd00:ec2::254",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "0.0.0.0",
                "0.1.2.3",
                "255.255.255.255",
                "::",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe"
            })
    void anAddressOfTheMachinesOwnAffairsIsForbidden(String address) throws Exception {
        assertThat(AddressGuard.isForbidden(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "20.50.2.1",
                "127.0.0.1",
                "::1",
                "fd12::1",
                "64:ff9b::1401:203"
            })
    void aPrivateEndpointAPublicAddressAndThisMachineAreNot(String address) throws Exception {
        assertThat(AddressGuard.isForbidden(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void nothingIsSentWhereOneOfANamesAddressesIsForbidden() {
        HostNames.map("half.guard.example.test", "10.0.0.1", "169.254.169.254");
        HttpRequest request = new HttpRequest(HttpMethod.POST, "https://half.guard.example.test/v1/rest/mgmt");
        AddressGuard guard = new AddressGuard(outside, uri -> false);

        assertThatExceptionOfType(ForbiddenAddress.class)
                .isThrownBy(() -> guard.send(request).block())
                .withMessageStartingWith("The host half.guard.example.test leads to 169.254.169.254, an address for a"
                        + " machine's own affairs");
        assertThatExceptionOfType(ForbiddenAddress.class)
                .isThrownBy(() -> guard.send(request, Context.NONE).block());
        assertThatExceptionOfType(ForbiddenAddress.class).isThrownBy(() -> guard.sendSync(request, Context.NONE));
        assertThat(sent).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://169.254.169.254/", "https://[fe80::1]/", "https://2852039166/", "https://0/"})
    void anAddressInPlaceOfANameIsLookedAtToo(String url) {
        AddressGuard guard = new AddressGuard(outside, uri -> true);
        HttpRequest request = new HttpRequest(HttpMethod.GET, url);

        assertThatExceptionOfType(ForbiddenAddress.class)
                .isThrownBy(() -> guard.send(request).block());
        assertThat(sent).hasValue(0);
    }

    @Test
    void aNameThatTheProxyLooksUpIsNotLookedUpHere() {
        HttpRequest request = new HttpRequest(HttpMethod.GET, "https://only-the-proxy-knows.example.test/");

        new AddressGuard(outside, uri -> true).send(request).block();
        assertThat(sent).hasValue(1);
    }
}
