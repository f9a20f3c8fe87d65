package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.microsoft.azure.kusto.data.auth.CloudInfo;
import io.adxstage.stage.Authentication;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A connection to a cluster for looking at it: step by step, nothing cached, nothing written. Every method blocks for no
 * longer than its patience, and answers what went wrong rather than throwing it. Thread-safe.
 */
public final class ClusterProbe implements AutoCloseable {

    private final URI clusterUrl;
    private final Authentication identity;
    private final Optional<TokenCredential> credential;
    /** The SDK tries again by itself where it is asked to pause, and tells nobody. */
    private final Pace http;

    private final Duration attemptTimeout;
    private final Cluster cluster;

    ClusterProbe(
            URI clusterUrl,
            Authentication identity,
            Optional<TokenCredential> credential,
            Duration attemptTimeout,
            HttpClient http) {
        this.clusterUrl = clusterUrl;
        this.identity = identity;
        this.credential = Cluster.overTls(clusterUrl, credential);
        this.http = new Pace(http);
        this.attemptTimeout = attemptTimeout;
        this.cluster = new Cluster(
                clusterUrl, identity, credential, attemptTimeout, this.http, new Reports(0, Clock.systemUTC()));
    }

    /** Where a service is. */
    public URI url(Cluster.Service service) {
        return service == Cluster.Service.ENGINE ? clusterUrl : Cluster.ingestUrl(clusterUrl);
    }

    /** What requests go through, by the environment or the JVM's properties; none where they go straight. */
    public Optional<InetSocketAddress> proxy() {
        return EnvironmentProxy.of(System::getenv)
                .<ProxySelector>map(environments -> environments)
                .or(() -> Optional.ofNullable(ProxySelector.getDefault()))
                .stream()
                .flatMap(selector -> selector.select(clusterUrl).stream())
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst();
    }

    /** Asks for what every cluster tells to everybody. */
    public Greeting greet(Cluster.Service service, Duration patience) {
        URI url = url(service);
        Instant before = Instant.now();
        HttpRequest request = new HttpRequest(HttpMethod.GET, url + "/" + CloudInfo.METADATA_ENDPOINT);
        try (HttpResponse answer = within(http.send(request), patience)) {
            Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
            return new Greeting.Answered(
                    answer.getStatusCode(), date(answer).map(theirs -> Duration.between(middle, theirs)));
        } catch (RuntimeException failed) {
            return new Greeting.Unanswered(Trouble.of(failed), Failure.describe(failed, url.getHost()));
        }
    }

    private static Optional<Instant> date(HttpResponse answer) {
        String date = answer.getHeaderValue(HttpHeaderName.DATE);
        try {
            return date == null
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Gets a token, and answers why there is none. Nothing where there is one, or none is needed. */
    public Optional<Answer.Failed> signIn(Duration patience) {
        if (credential.isEmpty()) {
            return Optional.empty();
        }
        Instant deadline = Instant.now().plus(patience);
        try {
            String scope = cloud(patience.dividedBy(2)).determineScope();
            Mono<?> token = credential.get().getToken(new TokenRequestContext().addScopes(scope));
            var unused = within(token, Duration.between(Instant.now(), deadline));
            return Optional.empty();
        } catch (RuntimeException | URISyntaxException failed) {
            SignIn.Failed said = Failure.find(failed, SignIn.Failed.class)
                    .orElseGet(() -> new SignIn.Failed("the sign-in of " + clusterUrl.getHost(), failed));
            Reason reason = new Reason(clusterUrl.getHost(), attemptTimeout, identity);
            return Optional.of(new Answer.Failed(Trouble.SIGN_IN, reason.noAnswer(said, ""), Failure.describe(failed)));
        }
    }

    /** What the cluster says of its cloud; the public one's where it says nothing, which is right for most. */
    private CloudInfo cloud(Duration patience) {
        try {
            return within(CloudInfo.retrieveCloudInfoForClusterAsync(clusterUrl.toString(), http), patience);
        } catch (RuntimeException nothing) {
            return CloudInfo.DEFAULT_CLOUD;
        }
    }

    /** Runs a management command. */
    public Answer command(Cluster.Service service, String database, String command, Duration patience) {
        Answer answer = cluster.command(service, database, command, patience);
        boolean paused = answer instanceof Answer.Failed failed
                && failed.trouble() == Trouble.NO_ANSWER
                && http.resume().isAfter(Instant.MIN);
        return paused
                ? new Answer.Failed(
                        Trouble.THROTTLED,
                        url(service).getHost() + " is asked too much (429): it goes on by itself after a pause.",
                        "429")
                : answer;
    }

    /** Asks where data would be uploaded. */
    public Uploads uploads(Duration patience) {
        URI url = url(Cluster.Service.DATA_MANAGEMENT);
        Reason reason = new Reason(url.getHost(), attemptTimeout, identity);
        StorageLook look = new StorageLook(reason);
        Endpoint endpoint = new Endpoint(url, credential, http, reason);
        try {
            UploadArea area = new Management(endpoint, http, http, patience).uploadArea();
            return new Uploads.Named(
                    UploadArea.some(area.containers()).stream().map(look::at).toList(),
                    UploadArea.some(area.queues()).stream().map(look::at).toList());
        } catch (RuntimeException failed) {
            return new Uploads.NotNamed(new Answer.Failed(
                    Trouble.of(failed), reason.noAnswer(failed, "the ingestion service"), Failure.describe(failed)));
        }
    }

    private static <T> T within(Mono<T> asked, Duration patience) {
        try {
            return Objects.requireNonNull(
                    asked.subscribeOn(Schedulers.boundedElastic()).block(patience));
        } catch (CompletionException wrapped) {
            throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
