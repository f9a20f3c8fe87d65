package io.adxstage.adx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities of an organisation, beside those that this machine trusts anyway. */
final class TrustBundle {

    private TrustBundle() {}

    /**
     * What to make TLS connections with.
     *
     * @param file PEM, any number of certificates
     * @throws Unusable where it cannot be read, or holds none
     */
    static SSLContext read(Path file) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (X509Certificate authority : ofTheSystem()) {
                trusted.setCertificateEntry("system-" + trusted.size(), authority);
            }
            for (Certificate authority : in(file)) {
                trusted.setCertificateEntry("bundle-" + trusted.size(), authority);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new Unusable(file, "cannot be used (" + Failure.describe(broken) + ")");
        }
    }

    private static Collection<? extends Certificate> in(Path file) throws GeneralSecurityException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new Unusable(file, "cannot be read");
        }
        Collection<? extends Certificate> found =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text));
        if (found.isEmpty()) {
            throw new Unusable(file, "holds no certificate");
        }
        return found;
    }

    private static X509Certificate[] ofTheSystem() throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager usual) {
                return usual.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    /** There is a bundle in the settings, and it is none. The message says the mend. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(Path file, String why) {
            super("The file " + file + " of adx-stage.adx.trust-bundle " + why + ". It must be PEM, and hold the"
                    + " certificates of the authorities to trust.");
        }
    }
}
