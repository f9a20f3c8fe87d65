package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secrets;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The connections to clusters: one for each cluster and identity, shared by the stages that use it. */
@Component
public class Clusters {

    private final AdxSettings settings;
    private final Credentials credentials;
    private final Outside outside;

    private final Map<Key, Shared> connections = new HashMap<>();
    private final Map<URI, Reports> reports = new ConcurrentHashMap<>();

    @Autowired
    Clusters(AdxSettings settings, Secrets secrets) {
        this(settings, secrets, System::getenv);
    }

    /** @param environment answers a variable's value */
    Clusters(AdxSettings settings, Secrets secrets, Function<String, @Nullable String> environment) {
        this.settings = settings;
        this.outside = Outside.of(settings, environment);
        this.credentials = new Credentials(secrets, new Authorities(settings.authorityHost()), outside);
    }

    private record Key(URI clusterUrl, String identity) {}

    private static final class Shared {
        private final Cluster cluster;
        private int users;

        Shared(Cluster cluster) {
            this.cluster = cluster;
        }
    }

    /**
     * A connection, to be closed after use. Nothing is sent yet.
     *
     * @throws io.adxstage.stage.SecretUnavailable where the identity's secret cannot be found
     */
    public Lease lease(URI clusterUrl, Authentication authentication) {
        // Secrets are read from files: not while others wait.
        Key key = new Key(clusterUrl, credentials.fingerprint(authentication));
        return join(key).orElseGet(() -> {
            Cluster made = new Cluster(
                    clusterUrl,
                    authentication,
                    credentials.of(authentication, clusterUrl),
                    settings.attemptTimeout(),
                    outside.guarded(),
                    reports.computeIfAbsent(
                            clusterUrl, url -> new Reports(settings.arrivalReportsPerDay(), Clock.systemUTC())));
            return join(key, made);
        });
    }

    /**
     * A connection for looking at a cluster, shared with nobody, to be closed after use. Nothing is sent yet.
     *
     * @throws io.adxstage.stage.SecretUnavailable where the identity's secret cannot be found
     * @throws IllegalArgumentException where its certificate cannot be read
     */
    public ClusterProbe probe(URI clusterUrl, Authentication authentication) {
        return new ClusterProbe(
                clusterUrl,
                authentication,
                credentials.of(authentication, clusterUrl),
                settings.attemptTimeout(),
                outside.guarded());
    }

    private synchronized Optional<Lease> join(Key key) {
        Shared shared = connections.get(key);
        return shared == null ? Optional.empty() : Optional.of(new Lease(shared));
    }

    private synchronized Lease join(Key key, Cluster made) {
        return new Lease(connections.computeIfAbsent(key, absent -> new Shared(made)));
    }

    /** When the certificate of an identity ends; nothing where it has none, or none that can be read. Never throws. */
    public Optional<Instant> certificateExpires(Authentication authentication) {
        return credentials.certificateExpires(authentication);
    }

    /** Whether a batch that is sent for the first time is to carry an {@code ingest-by} tag. */
    public boolean tags(SealedBatch batch) {
        return settings.idempotence().tags(batch.rawBytes());
    }

    /**
     * The right to use a connection until it is closed. A connection outlives its last user until nothing is under way: who
     * takes it up again learns what came of it.
     */
    public final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean closed;

        private Lease(Shared shared) {
            this.shared = shared;
            shared.users++;
        }

        public Cluster cluster() {
            return shared.cluster;
        }

        @Override
        public void close() {
            synchronized (Clusters.this) {
                if (!closed) {
                    closed = true;
                    shared.users--;
                    closeUnused();
                }
            }
        }
    }

    private void closeUnused() {
        connections.values().removeIf(shared -> {
            boolean unused = shared.users == 0 && shared.cluster.isIdle();
            if (unused) {
                shared.cluster.close();
            }
            return unused;
        });
    }
}
