package io.adxstage.adx;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;

/** Why a server's certificate is not taken, in plain words with the mend: the JDK tells it in those of its own code. */
final class TlsWords {

    private TlsWords() {}

    /** The end of a sentence, and the mend; nothing where the certificate is not what failed, or not in a known way. */
    static Optional<String> of(Throwable failed) {
        if (Failure.find(failed, CertificateExpiredException.class).isPresent()) {
            return Optional.of("its certificate has expired. Have it renewed, or check this machine's clock.");
        }
        if (Failure.find(failed, CertificateNotYetValidException.class).isPresent()) {
            return Optional.of("its certificate is not valid yet. Check this machine's clock.");
        }
        if (Failure.find(failed, CertPathBuilderException.class).isPresent()) {
            return Optional.of(
                    "its certificate was issued by somebody whom this machine does not trust. If that is your"
                            + " own CA, name its certificate in adx-stage.adx.trust-bundle and start again; if not, something on"
                            + " the way opens the connection.");
        }
        return Failure.find(failed, CertificateException.class)
                .filter(TlsWords::isAboutTheName)
                .map(other -> "its certificate is for another name. Use a name that the certificate has.");
    }

    /** The JDK has no type for it: "No subject alternative DNS name matching x found." and a few like it. */
    private static boolean isAboutTheName(CertificateException failed) {
        String said = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        return said.startsWith("no subject alternative") || said.startsWith("no name matching");
    }
}
