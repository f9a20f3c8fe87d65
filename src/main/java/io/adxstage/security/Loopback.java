package io.adxstage.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What counts as this machine talking to itself. */
final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern HOST = Pattern.compile("(?<name>\\[[0-9a-f:.]+]|[^:\\[\\]]+)(:\\d{0,5})?");

    private Loopback() {}

    /** Whether an address to listen on is reached from this machine only; an unknown name is not. */
    static boolean isAddress(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Whether a {@code Host} header, with or without port, names this machine. Names are compared, never resolved: a
     * page of a foreign site that makes its own name point here (DNS rebinding) is what this keeps out.
     */
    static boolean isHost(String host) {
        var parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        var name = parts.group("name");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("[0:0:0:0:0:0:0:1]")
                || IPV4.matcher(name).matches();
    }
}
