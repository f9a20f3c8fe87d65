package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.adxstage.testing.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTests {

    @TempDir
    static Path dir;

    private static Certificates good;
    private static Certificates ofBrokers;

    @BeforeAll
    static void make() throws Exception {
        good = Certificates.ofClient(dir, "client", 20);
        ofBrokers = new Certificates(dir, "elliptic");
    }

    @Test
    void bothFormsTellWhenItEnds() throws Exception {
        Instant end = Instant.now().plus(Duration.ofDays(20));

        assertThat(ClientCertificate.read(good.certificatePem() + good.keyPem(), null)
                        .expires())
                .isCloseTo(end, within(5, ChronoUnit.MINUTES));
        assertThat(ClientCertificate.read(good.keyPem() + good.certificatePem(), null)
                        .expires())
                .isCloseTo(end, within(5, ChronoUnit.MINUTES));
        assertThat(ClientCertificate.read(good.pkcs12(), good.password()).expires())
                .isCloseTo(end, within(5, ChronoUnit.MINUTES));
    }

    @Test
    void whatIsOfNoUseIsSaidWithItsMend() throws Exception {
        says("holds no certificate", good.keyPem(), null);
        says("holds no key that can be read", good.certificatePem(), null);
        says("openssl pkcs8 -topk8", good.certificatePem() + good.keyPem().replace("PRIVATE", "RSA PRIVATE"), null);
        says("cannot be read", good.certificatePem() + good.keyPem().replaceAll("(?m)^M.*$", "MIIB"), null);
        says("check authentication.password", good.pkcs12(), "wrong");
        says("check authentication.password", good.pkcs12(), null);
        says("neither PEM nor base64", "!", null);
        says("cannot be opened", "bm8gY2VydGlmaWNhdGU=", null);
        says("has no RSA key", ofBrokers.certificatePem() + ofBrokers.keyPem(), null);
        Certificates other = Certificates.ofClient(dir, "other", 20);
        says("do not belong together", other.certificatePem() + good.keyPem(), null);
    }

    private static void says(String words, String text, @Nullable String password) {
        assertThatExceptionOfType(ClientCertificate.Unusable.class)
                .isThrownBy(() -> ClientCertificate.read(text, password))
                .withMessageStartingWith("The client's certificate (authentication.certificate) ")
                .withMessageContaining(words);
    }

    @Test
    void itHasItsTime() {
        Instant now = Instant.parse("2026-01-01T10:00:00Z");
        var certificate = new ClientCertificate(now, now.plusSeconds(60));

        certificate.check(now);
        assertThatExceptionOfType(ClientCertificate.Unusable.class)
                .isThrownBy(() -> certificate.check(now.minusSeconds(1)))
                .withMessageContaining("is not valid before 2026-01-01T10:00:00Z");
        assertThatExceptionOfType(ClientCertificate.Unusable.class)
                .isThrownBy(() -> certificate.check(now.plusSeconds(61)))
                .withMessageContaining("expired at 2026-01-01T10:01:00Z: make a new one");
    }
}
