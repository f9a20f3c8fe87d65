package io.adxstage.mqtt;

import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** TLS towards a broker: whom to trust, and who we are. */
final class ClientTls {

    private ClientTls() {}

    /**
     * @param caCertificate PEM of a private CA, or nothing for the system's trust
     * @param certificate PEM with certificate and key, or base64 of PKCS#12, or nothing
     * @throws IllegalArgumentException where one of them cannot be read; the message names it, not what is in it
     */
    static SSLContext context(@Nullable String caCertificate, @Nullable String certificate, @Nullable String password) {
        try {
            SslStoreBundle trust = new PemSslStoreBundle(
                    null, caCertificate == null ? null : PemSslStoreDetails.forCertificate(caCertificate));
            SslStoreBundle stores = certificate == null ? trust : withKey(trust, certificate, password);
            return SslBundle.of(stores).createSslContext();
        } catch (RuntimeException | java.security.GeneralSecurityException | java.io.IOException unreadable) {
            throw new IllegalArgumentException(
                    "The certificate of input.authentication or input.tls.caCertificate cannot be read: expected PEM with"
                            + " key, or base64 of PKCS#12, and the right password.",
                    unreadable);
        }
    }

    private static SslStoreBundle withKey(SslStoreBundle trust, String certificate, @Nullable String password)
            throws java.security.GeneralSecurityException, java.io.IOException {
        if (certificate.contains("-----BEGIN")) {
            PemSslStoreDetails key = PemSslStoreDetails.forCertificate(certificate)
                    .withPrivateKey(certificate)
                    .withPrivateKeyPassword(password);
            return SslStoreBundle.of(new PemSslStoreBundle(key, null).getKeyStore(), null, trust.getTrustStore());
        }
        java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
        char[] secret = password == null ? new char[0] : password.toCharArray();
        store.load(new java.io.ByteArrayInputStream(Base64.getMimeDecoder().decode(certificate)), secret);
        return SslStoreBundle.of(store, password == null ? "" : password, trust.getTrustStore());
    }
}
