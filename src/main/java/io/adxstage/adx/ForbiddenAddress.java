package io.adxstage.adx;

import java.io.IOException;

/**
 * A name leads where no cluster, storage or sign-in is. Nothing was sent there. The message says what and why. It is an
 * {@code IOException} because the SDK passes no other on.
 */
final class ForbiddenAddress extends IOException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String host, String address) {
        super("The host " + host + " leads to " + (host.equals(address) ? "an address" : address + ", an address")
                + " for a machine's own affairs (link-local, metadata, multicast or unspecified): nothing is sent there."
                + " Check the DNS, and clusterUrl.");
    }
}
