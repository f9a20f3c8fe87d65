package io.adxstage.doctor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.IngestClientFactory;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import io.adxstage.testing.HostNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that queues a file with the vendor's client and nothing around it, as its quick start has it, once for each
 * {@link Asked}; writes a {@link Said} in a line for each.
 */
final class SdkAlone {

    static final JsonMapper JSON = JsonMapper.shared();

    static final String QUEUED = "Status: Queued.";

    /** Before the JSON of a line that is for us. */
    static final String MARK = "said: ";

    private SdkAlone() {}

    /**
     * What to queue, and as whom.
     *
     * @param well whether nothing is wrong that the client looks at: then it is asked three times at most until it queues,
     *     for a busy machine may take longer than the 15 seconds that it waits
     */
    record Asked(
            boolean well,
            String clusterUrl,
            String tenant,
            String client,
            String secret,
            String database,
            String table) {}

    /**
     * What the program was told.
     *
     * @param words the exception's, or the status it answered
     * @param cause the innermost one that the exception has; empty where it has none
     * @param logged the innermost cause of the first error in the client's log; empty where there is none
     * @param times that it was asked
     */
    record Said(String words, String cause, String logged, long millis, int times) {}

    /**
     * Everything the program has to know.
     *
     * @param bundle file with the certificate that it trusts
     * @param file to queue
     * @param hosts names, and where they lead
     * @param asked the first is one in which nothing is wrong
     */
    record Order(String bundle, String authority, String file, Map<String, String> hosts, List<Asked> asked) {}

    public static void main(String... arguments) throws Exception {
        Order order = JSON.readValue(Files.readString(Path.of(arguments[0])), Order.class);
        trust(Path.of(order.bundle()));
        order.hosts().forEach(HostNames::map);
        ListAppender<ILoggingEvent> log = listen();
        warmUp(order);
        for (Asked asked : order.asked()) {
            Said said = said(order, asked, log, 1);
            while (asked.well() && !said.words().equals(QUEUED) && said.times() < 3) {
                said = said(order, asked, log, said.times() + 1);
            }
            System.out.println(MARK + JSON.writeValueAsString(said));
        }
        System.exit(0);
    }

    /** The client gives an answer 15 seconds, and loading its classes for the first time takes a busy machine as long. */
    private static void warmUp(Order order) {
        for (int i = 0; i < 5; i++) {
            try {
                var unused = queue(order, order.asked().getFirst());
                return;
            } catch (Exception slow) {
                System.out.println("warming up: " + slow.getMessage());
            }
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.OFF);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger vendor = (Logger) LoggerFactory.getLogger("com.microsoft.azure.kusto");
        vendor.setLevel(Level.ERROR);
        vendor.addAppender(log);
        return log;
    }

    /** The vendor's client takes what the JVM trusts. */
    private static void trust(Path bundle) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(bundle)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        SSLContext.setDefault(trusting(store));
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Said said(Order order, Asked asked, ListAppender<ILoggingEvent> log, int time)
            throws InterruptedException {
        log.list.clear();
        long begun = System.nanoTime();
        CompletableFuture<String> words = new CompletableFuture<>();
        CompletableFuture<String> cause = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                String status = queue(order, asked);
                cause.complete("");
                words.complete(status);
            } catch (Throwable failed) {
                Throwable innermost = failed;
                while (innermost.getCause() != null && innermost.getCause() != innermost) {
                    innermost = innermost.getCause();
                }
                cause.complete(
                        innermost == failed ? "" : named(innermost.getClass().getName(), innermost.getMessage()));
                words.complete(named(failed.getClass().getName(), failed.getMessage()));
            }
        });
        String told = words.completeOnTimeout("Nothing: it was given up on.", 180, TimeUnit.SECONDS)
                .join();
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        return new Said(told, cause.getNow(""), told.equals(QUEUED) ? "" : logged(log), millis, time);
    }

    /** Of some failures the log tells after the exception, for the client goes on behind it: half a minute is waited for it. */
    private static String logged(ListAppender<ILoggingEvent> log) throws InterruptedException {
        for (int i = 0; i < 300 && List.copyOf(log.list).isEmpty(); i++) {
            Thread.sleep(100);
        }
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getThrowableProxy)
                .filter(Objects::nonNull)
                .findFirst()
                .map(SdkAlone::innermost)
                .orElse("");
    }

    private static String innermost(IThrowableProxy thrown) {
        IThrowableProxy at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return named(at.getClassName(), at.getMessage());
    }

    private static String named(String type, String message) {
        return type.substring(type.lastIndexOf('.') + 1) + (message == null ? "" : ": " + message.strip());
    }

    private static String queue(Order order, Asked asked) throws Exception {
        var credential = new ClientSecretCredentialBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .authorityHost(order.authority())
                .disableInstanceDiscovery()
                .tenantId(asked.tenant())
                .clientId(asked.client())
                .clientSecret(asked.secret())
                .build();
        var properties = new IngestionProperties(asked.database(), asked.table());
        properties.setDataFormat(IngestionProperties.DataFormat.JSON);
        try (var client = IngestClientFactory.createClient(
                ConnectionStringBuilder.createWithTokenCredential(asked.clusterUrl(), credential))) {
            var status = client.ingestFromFile(new FileSourceInfo(order.file()), properties)
                    .getIngestionStatusCollection()
                    .getFirst();
            return "Status: " + status.status + ".";
        }
    }
}
