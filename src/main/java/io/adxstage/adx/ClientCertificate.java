package io.adxstage.adx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a client signs in with, looked at before anything is sent: azure-identity and Entra say little of one
 * that is of no use.
 *
 * @param begins when it becomes valid
 * @param expires when it ends
 */
record ClientCertificate(Instant begins, Instant expires) {

    private static final Pattern PEM_CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /**
     * Reads one.
     *
     * @param text PEM with its key, or base64 of PKCS#12
     * @throws Unusable where no client can sign in with it
     */
    static ClientCertificate read(String text, @Nullable String password) {
        return text.contains("-----BEGIN") ? pem(text) : pkcs12(text, password == null ? "" : password);
    }

    private static ClientCertificate pem(String text) {
        Matcher certificate = PEM_CERTIFICATE.matcher(text);
        Matcher key = PEM_KEY.matcher(text);
        if (!certificate.find()) {
            throw new Unusable("holds no certificate (-----BEGIN CERTIFICATE-----): add it before or behind the key.");
        }
        if (!key.find()) {
            throw new Unusable("holds no key that can be read (-----BEGIN PRIVATE KEY-----, which is PKCS#8 without a"
                    + " password): convert it with openssl pkcs8 -topk8 -nodes.");
        }
        try {
            Certificate first = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(certificate.group().getBytes(StandardCharsets.UTF_8)));
            byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
            String kind = first.getPublicKey().getAlgorithm();
            return of(first, KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new Unusable("cannot be read: copy the whole PEM text again.");
        }
    }

    private static ClientCertificate pkcs12(String text, String password) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException no) {
            throw new Unusable("is neither PEM nor base64 of PKCS#12: write it with base64 -w0 client.pfx.");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
            List<String> aliases = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (aliases.size() != 1) {
                throw new Unusable("holds " + aliases.size() + " keys: give it exactly one.");
            }
            return of(
                    store.getCertificate(aliases.getFirst()), store.getKey(aliases.getFirst(), password.toCharArray()));
        } catch (IOException | GeneralSecurityException closed) {
            throw new Unusable(
                    "cannot be opened: check authentication.password, and that it is PEM, or base64 of" + " PKCS#12.");
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    private static ClientCertificate of(Certificate found, @Nullable Key key) {
        if (!(found instanceof X509Certificate certificate)
                || !(certificate.getPublicKey() instanceof RSAPublicKey open)
                || !(key instanceof RSAPrivateKey secret)) {
            throw new Unusable("has no RSA key, which Entra wants: make another with openssl req -x509 -newkey rsa:2048"
                    + " -nodes.");
        }
        if (!open.getModulus().equals(secret.getModulus())) {
            throw new Unusable("and its key do not belong together: put the client's own certificate first.");
        }
        return new ClientCertificate(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** @throws Unusable where it is not valid at that moment */
    void check(Instant now) {
        if (now.isBefore(begins)) {
            throw new Unusable("is not valid before " + begins + ": set this machine's clock right, or wait.");
        }
        if (now.isAfter(expires)) {
            throw new Unusable("expired at " + expires.truncatedTo(ChronoUnit.SECONDS)
                    + ": make a new one, add it to the app registration (az ad app credential reset --id <client>"
                    + " --append --cert @certificate.pem), and give it to the stage.");
        }
    }

    /** Nobody can sign in with it. The message says why, and the mend. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super("The client's certificate (authentication.certificate) " + why);
        }
    }
}
