package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets no request out to an address that answers about the machine itself: a name that leads there, by a mistake or by
 * malice, would get tokens and rows, or hand out the machine's own. Private addresses are fine, private endpoints have them.
 *
 * <p>It looks a name up right before the request; the connection then uses what the JDK remembers of that look-up.
 */
final class AddressGuard implements HttpClient {

    /** Metadata services outside of the link-local range: Azure's own, Alibaba's, and the IPv6 one of AWS. */
    private static final Set<String> METADATA = Set.of("168.63.129.16", "100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final HttpClient http;
    private final Predicate<URI> byProxy;

    /** @param byProxy whether a proxy looks the name up: it may know names that this machine does not */
    AddressGuard(HttpClient http, Predicate<URI> byProxy) {
        this.http = http;
        this.byProxy = byProxy;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return send(request, Context.NONE);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        // A look-up waits for the DNS: not on a thread that must not.
        return Mono.fromRunnable(() -> check(URI.create(request.getUrl().toString())))
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(() -> http.send(request, context)));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        check(URI.create(request.getUrl().toString()));
        return http.sendSync(request, context);
    }

    private void check(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().replaceAll("[\\[\\]]", "");
        if (!LITERAL.matcher(host).matches() && byProxy.test(uri)) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isForbidden(address)) {
                    throw new ForbiddenAddress(host, address.getHostAddress());
                }
            }
        } catch (UnknownHostException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }

    static boolean isForbidden(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean thisNetwork = bytes.length == 4 && (bytes[0] == 0 || bytes[0] == (byte) 0xff);
        return thisNetwork
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || METADATA.contains(address.getHostAddress())
                || isTranslated(bytes);
    }

    /** An IPv4 address in the prefix of RFC 6052, 2.1, through which a translator reaches it. */
    private static boolean isTranslated(byte[] bytes) {
        if (bytes.length != 16
                || bytes[0] != 0
                || bytes[1] != 0x64
                || bytes[2] != (byte) 0xff
                || bytes[3] != (byte) 0x9b) {
            return false;
        }
        try {
            return isForbidden(InetAddress.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]}));
        } catch (UnknownHostException fourBytesAreOne) {
            throw new IllegalStateException(fourBytesAreOne);
        }
    }
}
