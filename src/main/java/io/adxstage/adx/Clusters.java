package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secrets;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The connections to clusters: one for each cluster and identity, shared by the stages that use it. */
@Component
public class Clusters {

    private final AdxSettings settings;
    private final Credentials credentials;
    private final Map<Key, Shared> connections = new HashMap<>();

    Clusters(AdxSettings settings, Secrets secrets) {
        this.settings = settings;
        this.credentials = new Credentials(secrets);
    }

    private record Key(URI clusterUrl, String identity) {}

    private static final class Shared {
        private final Cluster cluster;
        private int users = 1;

        Shared(Cluster cluster) {
            this.cluster = cluster;
        }
    }

    /**
     * A connection, to be closed after use. Nothing is sent yet.
     *
     * @throws io.adxstage.stage.SecretUnavailable where the identity's secret cannot be found
     */
    public synchronized Lease lease(URI clusterUrl, Authentication authentication) {
        Key key = new Key(clusterUrl, credentials.fingerprint(authentication));
        Shared shared = connections.get(key);
        if (shared == null) {
            shared = new Shared(new Cluster(clusterUrl, credentials.of(authentication), settings.attemptTimeout()));
            connections.put(key, shared);
        } else {
            shared.users++;
        }
        return new Lease(key, shared.cluster);
    }

    /** Whether a batch that is sent for the first time is to carry an {@code ingest-by} tag. */
    public boolean tags(SealedBatch batch) {
        return false;
    }

    private synchronized void release(Key key) {
        Shared shared = connections.get(key);
        if (shared != null && --shared.users == 0) {
            connections.remove(key);
            shared.cluster.close();
        }
    }

    /** The right to use a connection until it is closed. */
    public final class Lease implements AutoCloseable {
        private final Key key;
        private final Cluster cluster;
        private boolean closed;

        private Lease(Key key, Cluster cluster) {
            this.key = key;
            this.cluster = cluster;
        }

        public Cluster cluster() {
            return cluster;
        }

        @Override
        public void close() {
            synchronized (Clusters.this) {
                if (!closed) {
                    closed = true;
                    release(key);
                }
            }
        }
    }
}
