package io.adxstage.doctor;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.IngestClientFactory;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import io.adxstage.testing.Entra;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One way in which the first row does not arrive.
 *
 * @param title what is wrong
 * @param stage makes the document wrong; the usual one is right
 * @param expected name of the check that finds it; empty where nothing is wrong
 */
record FirstRun(
        String title,
        String clusterUrl,
        String tenant,
        String client,
        String secret,
        Consumer<Patients> stage,
        String expected) {

    static {
        // As the service's main does.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    }

    /** What somebody said, and how long that took. */
    record Said(String words, Duration took) {}

    static final Said NOT_ASKED = new Said("(not asked in the short form)", Duration.ZERO);

    Patients patients() {
        Patients patients = Patients.at(clusterUrl)
                .json(
                        "authentication",
                        "{\"type\": \"servicePrincipal\", \"tenantId\": \"" + tenant + "\", \"clientId\": \"" + client
                                + "\", \"clientSecret\": \"" + secret + "\"}");
        stage.accept(patients);
        return patients;
    }

    /** Queues a file with the vendor's client and nothing around it, as its quick start has it. */
    Said withTheSdkAlone(Entra entra, Path file, Duration patience) {
        long begun = System.nanoTime();
        var stage = patients().corrected().stage();
        CompletableFuture<String> queued = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                queued.complete(queue(entra, file, stage.database(), stage.table()));
            } catch (Throwable failed) {
                queued.complete(failed.getClass().getSimpleName() + ": " + failed.getMessage());
            }
        });
        String words = queued.completeOnTimeout(
                        "Nothing: it was given up on.", patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return new Said(words, Duration.ofNanos(System.nanoTime() - begun));
    }

    private String queue(Entra entra, Path file, String database, String table) throws Exception {
        var credential = new ClientSecretCredentialBuilder()
                .httpClient(new JdkHttpClientBuilder().build())
                .authorityHost(entra.authority())
                .disableInstanceDiscovery()
                .tenantId(tenant)
                .clientId(client)
                .clientSecret(secret)
                .build();
        var properties = new IngestionProperties(database, table);
        properties.setDataFormat(IngestionProperties.DataFormat.JSON);
        try (var queued = IngestClientFactory.createClient(
                ConnectionStringBuilder.createWithTokenCredential(clusterUrl, credential))) {
            var status = queued.ingestFromFile(new FileSourceInfo(file.toString()), properties)
                    .getIngestionStatusCollection()
                    .getFirst();
            return "Status: " + status.status + ".";
        }
    }
}
