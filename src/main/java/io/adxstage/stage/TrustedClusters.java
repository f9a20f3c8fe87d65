package io.adxstage.stage;

import java.net.URI;

/** Which hosts are Azure Data Explorer: known to the SDK, or trusted by the operator. Loopback is not its business. */
@FunctionalInterface
public interface TrustedClusters {
    boolean trusts(URI clusterUrl);
}
