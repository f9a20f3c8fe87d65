package io.adxstage.adx;

/** A name leads where no cluster, storage or sign-in is. Nothing was sent there. The message says what and why. */
final class ForbiddenAddress extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String host, String address) {
        super("The host " + host + " leads to " + (host.equals(address) ? "an address" : address + ", an address")
                + " for a machine's own affairs (link-local, metadata, multicast or unspecified): nothing is sent there."
                + " Check the DNS, and clusterUrl.");
    }
}
