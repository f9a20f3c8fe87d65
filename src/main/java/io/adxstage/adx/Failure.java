package io.adxstage.adx;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What went wrong, in one line, without what must not be shown. */
final class Failure {

    private static final int MOST = 600;

    /** The query of a URL carries the shared access signature of the storage. */
    private static final Pattern QUERY =
            Pattern.compile("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]+", Pattern.CASE_INSENSITIVE);

    /** The same signature outside of a URL, and what stands before the host of one. */
    private static final Pattern SIGNATURE = Pattern.compile("\\bsig=[^\\s&;\"'<>]+", Pattern.CASE_INSENSITIVE);

    /** A JSON web token, as which the sign-in's and the cluster's tokens travel. */
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)*");

    private static final Pattern USER = Pattern.compile("://[^\\s/?#@\"'<>]+@");

    private static final List<Class<? extends Throwable>> UNKNOWN_HOST =
            List.of(UnknownHostException.class, UnresolvedAddressException.class);

    private static final List<Class<? extends Throwable>> TOO_LATE =
            List.of(HttpTimeoutException.class, TimeoutException.class);

    private static final List<Class<? extends Throwable>> LOST = List.of(IOException.class, UncheckedIOException.class);

    /** Before the first byte of a request. */
    private static final List<Class<? extends Throwable>> NOT_CONNECTED = List.of(
            ConnectException.class,
            HttpConnectTimeoutException.class,
            UnknownHostException.class,
            UnresolvedAddressException.class,
            SSLHandshakeException.class,
            ForbiddenAddress.class);

    private Failure() {}

    /** Why a host could not be spoken to, in a sentence where the reason is a common one. */
    static String describe(Throwable failed, String host) {
        Optional<ForbiddenAddress> forbidden = find(failed, ForbiddenAddress.class);
        if (forbidden.isPresent()) {
            return String.valueOf(forbidden.get().getMessage());
        }
        if (isUnknownHost(failed)) {
            return "The host " + host + " is unknown: check clusterUrl, or the DNS.";
        }
        if (isTooLate(failed)) {
            return host + " did not answer in time.";
        }
        if (isRefused(failed)) {
            return "The connection to " + host + " was refused: nothing answers there. Check clusterUrl, and that no"
                    + " firewall is in the way.";
        }
        Optional<SSLException> tls = find(failed, SSLException.class);
        if (tls.isPresent()) {
            return "TLS with " + host + " failed: " + TlsWords.of(failed).orElseGet(() -> describe(tls.get()));
        }
        if (isOf(failed, LOST)) {
            return "The connection to " + host + " was lost: " + describe(failed);
        }
        return describe(failed);
    }

    /**
     * Whether what was sent may have been taken all the same. Surely not where no connection came about, or where the
     * answer was a refusal; an answer of another kind may be that of a proxy, or late.
     */
    static boolean mayHaveArrived(Throwable failed) {
        Optional<Integer> status = find(failed, HttpResponseException.class)
                .map(HttpResponseException::getResponse)
                .map(HttpResponse::getStatusCode);
        if (status.isPresent()) {
            return status.get() >= 500 && status.get() != 503;
        }
        return !isOf(failed, NOT_CONNECTED);
    }

    /** Whether nothing listens where the host's name leads to. */
    static boolean isRefused(Throwable failed) {
        return find(failed, ConnectException.class).isPresent() && !isUnknownHost(failed) && !isTooLate(failed);
    }

    static boolean isUnknownHost(Throwable failed) {
        return isOf(failed, UNKNOWN_HOST);
    }

    static boolean isTooLate(Throwable failed) {
        return isOf(failed, TOO_LATE) || String.valueOf(failed.getMessage()).startsWith("Timeout on blocking read");
    }

    private static boolean isOf(Throwable failed, List<Class<? extends Throwable>> kinds) {
        return kinds.stream().anyMatch(kind -> find(failed, kind).isPresent());
    }

    /** The first of a kind among a failure, its causes, and what was suppressed on the way. */
    static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> kind) {
        return find(failed, kind, 12);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failed, Class<T> kind, int depth) {
        if (kind.isInstance(failed)) {
            return Optional.of(kind.cast(failed));
        }
        if (depth == 0) {
            return Optional.empty();
        }
        return Stream.concat(Stream.ofNullable(failed.getCause()), Arrays.stream(failed.getSuppressed()))
                .map(at -> find(at, kind, depth - 1))
                .flatMap(Optional::stream)
                .findFirst();
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
        return clean(text);
    }

    /** A text of a service without what must not be shown, and not too long. */
    static String clean(CharSequence text) {
        String clean = QUERY.matcher(text).replaceAll("$1");
        clean = SIGNATURE.matcher(clean).replaceAll("sig=…");
        clean = TOKEN.matcher(clean).replaceAll("…");
        clean = USER.matcher(clean).replaceAll("://");
        return clean.length() <= MOST ? clean : clean.substring(0, MOST - 1) + "…";
    }
}
