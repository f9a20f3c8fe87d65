package io.adxstage.adx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, as curl and the vendor's command line read them: the Azure
 * libraries look at them only where {@code java.net.useSystemProxies} is set. It is for https alone; plain http goes to this
 * machine, and to the metadata service of a managed identity.
 */
final class EnvironmentProxy extends ProxySelector {

    private final InetSocketAddress proxy;
    private final @Nullable String user;
    private final List<String> without;

    private EnvironmentProxy(URI proxy, List<String> without) {
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        this.proxy = InetSocketAddress.createUnresolved(proxy.getHost(), port);
        this.user = proxy.getUserInfo();
        this.without = without;
    }

    /**
     * Nothing where the environment names none.
     *
     * @param environment answers a variable's value; upper and lower case are asked for
     * @throws IllegalArgumentException where what it names is no proxy; the message says the mend
     */
    static Optional<EnvironmentProxy> of(Function<String, @Nullable String> environment) {
        String named = either(environment, "HTTPS_PROXY");
        if (named.isBlank()) {
            return Optional.empty();
        }
        List<String> without = Arrays.stream(either(environment, "NO_PROXY").split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        return Optional.of(new EnvironmentProxy(uri(named.strip()), without));
    }

    private static URI uri(String named) {
        String text = named.contains("://") ? named : "http://" + named;
        try {
            URI uri = new URI(text);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (java.net.URISyntaxException notOne) {
            // Told below, without the value: it may carry a password.
        }
        throw new IllegalArgumentException(
                "HTTPS_PROXY is not the address of a proxy. Write it like http://proxy.example.com:3128.");
    }

    private static String either(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        String lower = value != null ? value : environment.apply(name.toLowerCase(Locale.ROOT));
        return lower == null ? "" : lower;
    }

    /** Whether a request goes through the proxy. */
    boolean serves(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && !isWithout(uri.getHost());
    }

    private boolean isWithout(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        return without.stream()
                .map(entry -> entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    /** User and password, where the variable has them. */
    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(serves(uri) ? new Proxy(Proxy.Type.HTTP, proxy) : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failed) {
        // There is no other to choose; the request fails and says why.
    }
}
