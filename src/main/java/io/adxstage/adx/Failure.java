package io.adxstage.adx;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What went wrong, in one line, without what must not be shown. */
final class Failure {

    private static final int MOST = 600;

    /** The query of a URL carries the shared access signature of the storage. */
    private static final Pattern QUERY =
            Pattern.compile("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]+", Pattern.CASE_INSENSITIVE);

    /** The same signature outside of a URL, and what stands before the host of one. */
    private static final Pattern SIGNATURE = Pattern.compile("\\bsig=[^\\s&;\"'<>]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern USER = Pattern.compile("://[^\\s/?#@\"'<>]+@");

    private Failure() {}

    /** Why a cluster could not be spoken to, in a sentence where the reason is a common one. */
    static String describe(Throwable failed, String host) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            switch (at) {
                case UnknownHostException unknown -> {
                    return unknownHost(host);
                }
                case UnresolvedAddressException unknown -> {
                    return unknownHost(host);
                }
                case ConnectException refused
                when !(refused.getCause() instanceof UnresolvedAddressException) -> {
                    return "The connection to " + host + " was refused: nothing answers there. Check clusterUrl, and"
                            + " that no firewall is in the way.";
                }
                case SSLException tls -> {
                    return "TLS with " + host + " failed: " + tls.getMessage();
                }
                default -> {}
            }
        }
        if (failed instanceof IllegalStateException
                && String.valueOf(failed.getMessage()).startsWith("Timeout")) {
            return host + " did not answer in time.";
        }
        return describe(failed);
    }

    private static String unknownHost(String host) {
        return "The host " + host + " is unknown: check clusterUrl, or the DNS.";
    }

    /** The messages that say something, outermost first, each once. */
    static String describe(Throwable failed) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable at = failed; at != null && depth < 8; at = at.getCause(), depth++) {
            String message = at.getMessage();
            if (message == null || message.isBlank()) {
                message = at.getClass().getSimpleName();
            }
            String line = message.replaceAll("\\s+", " ").strip();
            if (text.indexOf(line) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(line);
            }
        }
        String clean = QUERY.matcher(text).replaceAll("$1");
        clean = SIGNATURE.matcher(clean).replaceAll("sig=…");
        clean = USER.matcher(clean).replaceAll("://");
        return clean.length() <= MOST ? clean : clean.substring(0, MOST - 1) + "…";
    }
}
