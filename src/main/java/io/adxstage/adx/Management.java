package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.KustoOperationResult;
import com.microsoft.azure.kusto.data.KustoResultSetTable;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The data management service of a cluster, as one identity: it tells where to upload. Thread-safe. */
final class Management {

    private final Client client;
    private final HttpClient http;
    private final Duration patience;

    /** @param patience the longest wait for an answer */
    Management(URI url, Optional<TokenCredential> credential, HttpClient http, Duration patience) {
        ConnectionStringBuilder connection = credential
                .map(token -> ConnectionStringBuilder.createWithTokenCredential(url.toString(), SignIn.naming(token)))
                .orElseGet(() -> new ConnectionStringBuilder(url.toString()));
        connection.setApplicationNameForTracing("adx-stage");
        // Otherwise the SDK sends the name of the operating system's user.
        connection.setUserNameForTracing("adx-stage");
        this.http = http;
        this.patience = patience;
        try {
            this.client = ClientFactory.createClient(connection, http);
        } catch (URISyntaxException notOne) {
            throw new IllegalArgumentException(notOne);
        }
    }

    /** Asks the service; blocks. */
    UploadArea uploadArea() {
        List<UploadArea.Container> containers = new ArrayList<>();
        List<UploadArea.Queue> queues = new ArrayList<>();
        KustoResultSetTable resources = ask(".show ingestion resources");
        while (resources.next()) {
            String url = Objects.requireNonNullElse(resources.getString(1), "");
            switch (Objects.requireNonNullElse(resources.getString(0), "")) {
                case "TempStorage" -> containers.add(UploadArea.Container.at(url, http));
                case "SecuredReadyForAggregationQueue" -> queues.add(UploadArea.Queue.at(url, http));
                default -> {}
            }
        }
        KustoResultSetTable identity = ask(".get kusto identity token");
        if (containers.isEmpty() || queues.isEmpty() || !identity.next()) {
            throw new NoUploadArea();
        }
        return new UploadArea(
                List.copyOf(containers), List.copyOf(queues), Objects.requireNonNullElse(identity.getString(0), ""));
    }

    private KustoResultSetTable ask(String command) {
        KustoOperationResult answer = client.executeMgmtAsync(command).block(patience);
        if (answer == null) {
            throw new NoUploadArea();
        }
        return answer.getPrimaryResults();
    }

    /** The service answered, and named no place for data. */
    static final class NoUploadArea extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoUploadArea() {
            super("The cluster answers, but names no place to upload to.");
        }
    }
}
