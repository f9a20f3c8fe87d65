package io.adxstage.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The DNS of a test's process, found by the JDK as a service: names of real hosts lead to this machine, or wherever a test
 * wants them to lead; all other names are looked up as ever. A name that led nowhere is remembered by the JDK for ten
 * seconds, so map it before anything asks.
 */
public final class HostNames extends InetAddressResolverProvider {

    private static final Map<String, InetAddress[]> MAPPED = new ConcurrentHashMap<>();

    /** From now on, until this process ends. */
    public static void toThisMachine(String host) {
        map(host, InetAddress.getLoopbackAddress().getHostAddress());
    }

    /**
     * From now on, until this process ends.
     *
     * @param addresses literals, such as {@code 169.254.169.254}
     */
    public static void map(String host, String... addresses) {
        InetAddress[] found = Stream.of(addresses)
                .map(address -> {
                    try {
                        // Under the name, as DNS has it: certificates are held against that.
                        return InetAddress.getByAddress(
                                host, InetAddress.getByName(address).getAddress());
                    } catch (UnknownHostException noLiteral) {
                        throw new IllegalArgumentException(noLiteral);
                    }
                })
                .toArray(InetAddress[]::new);
        MAPPED.put(host.toLowerCase(Locale.ROOT), found);
    }

    /** Names, each with an address: for a process of its own that is to be told the same. */
    public static Map<String, String> mapped() {
        return MAPPED.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()[0].getHostAddress()));
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                InetAddress[] mapped = MAPPED.get(host.toLowerCase(Locale.ROOT));
                return mapped == null ? usual.lookupByName(host, policy) : Stream.of(mapped);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of a test";
    }
}
