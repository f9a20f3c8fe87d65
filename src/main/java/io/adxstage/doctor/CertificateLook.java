package io.adxstage.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** What a server shows of itself before TLS begins: read to explain a refusal, never trusted, and nothing is sent to it. */
record CertificateLook(String subject, String issuer, List<String> names, Instant from, Instant until) {

    /** The certificate; nothing where the server shows none. */
    static Optional<CertificateLook> at(String host, int port, Duration patience) {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            plain.setSoTimeout((int) patience.toMillis());
            SSLContext looking = SSLContext.getInstance("TLS");
            looking.init(null, new TrustManager[] {new Onlooker()}, null);
            try (SSLSocket socket = (SSLSocket) looking.getSocketFactory().createSocket(plain, host, port, true)) {
                socket.startHandshake();
                return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
                        ? Optional.of(of(shown))
                        : Optional.empty();
            }
        } catch (IOException | GeneralSecurityException nothingShown) {
            return Optional.empty();
        }
    }

    private static CertificateLook of(X509Certificate shown) throws CertificateParsingException {
        var names = Objects.requireNonNullElse(shown.getSubjectAlternativeNames(), List.<List<?>>of());
        return new CertificateLook(
                shown.getSubjectX500Principal().getName(),
                shown.getIssuerX500Principal().getName(),
                names.stream().map(name -> String.valueOf(name.get(1))).limit(8).toList(),
                shown.getNotBefore().toInstant(),
                shown.getNotAfter().toInstant());
    }

    /** What keeps it from being trusted, as far as it shows. */
    String fault(String host, String trustBundle) {
        Instant now = Instant.now();
        if (now.isAfter(until)) {
            return "its certificate has expired on " + until + ". Have it renewed, or check this machine's clock.";
        }
        if (now.isBefore(from)) {
            return "its certificate is valid from " + from + " only. Check this machine's clock.";
        }
        if (names.stream().noneMatch(name -> matches(name, host))) {
            return "its certificate is for " + (names.isEmpty() ? subject : String.join(", ", names)) + ", not for "
                    + host + ". Use a name that the certificate has.";
        }
        return "its certificate was issued by " + issuer
                + ", which this machine does not trust. If that is your own CA, " + trustBundle
                + "; if not, something on the way opens the connection.";
    }

    /** A star stands for one label (RFC 6125, 6.4.3). */
    private static boolean matches(String name, String host) {
        return name.equalsIgnoreCase(host)
                || (name.startsWith("*.")
                        && host.indexOf('.') > 0
                        && name.substring(1).equalsIgnoreCase(host.substring(host.indexOf('.'))));
    }

    /** Looks on, and lets everything pass: nothing is said on this connection. */
    private static final class Onlooker extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
