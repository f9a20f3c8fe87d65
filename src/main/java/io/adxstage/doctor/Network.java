package io.adxstage.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way to a host, step by step.
 *
 * @param host a name or an address, without the brackets of one of version 6
 * @param place how people call it: the cluster, the broker
 * @param field of the document that names the host
 */
record Network(String host, int port, String place, String field) {

    static Network to(String host, int port, String place, String field) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Network(bare, port, place, field);
    }

    Verdict<List<InetAddress>> name() {
        try {
            List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(host));
            return Verdict.passed(
                    host + " is known: "
                            + addresses.stream()
                                    .map(InetAddress::getHostAddress)
                                    .limit(4)
                                    .collect(Collectors.joining(", "))
                            + ".",
                    addresses);
        } catch (UnknownHostException unknown) {
            return Verdict.failed(
                    "The host " + host + " is unknown to this machine: check the spelling in " + field
                            + ", and that the DNS here knows it.",
                    null);
        }
    }

    /** The addresses in turn, each for its share of the time. */
    Verdict<InetAddress> connection(List<InetAddress> addresses, Duration patience) {
        String why = "";
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                int millis = (int) Math.max(1, patience.toMillis() / addresses.size());
                socket.connect(new InetSocketAddress(address, port), millis);
                return Verdict.passed(address.getHostAddress() + " takes connections on port " + port + ".", address);
            } catch (SocketTimeoutException slow) {
                why = host + " does not answer on port " + port
                        + ": a firewall is in the way, or nothing is there any more. Let this machine out to " + host
                        + ":" + port + ".";
            } catch (ConnectException refused) {
                why = host + " refuses connections on port " + port + ": nothing listens there. Check " + field
                        + ", and that " + place + " runs.";
            } catch (IOException failed) {
                why = host + " cannot be reached on port " + port + " (" + failed.getMessage() + "): check the network,"
                        + " and " + field + ".";
            }
        }
        return Verdict.failed(why, null);
    }
}
