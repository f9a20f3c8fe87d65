package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.microsoft.azure.kusto.data.KustoResultSetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is asked of a cluster's data management service: where to upload. Thread-safe. */
final class Management {

    /** What the SDK sends where nobody names one. */
    private static final String NO_DATABASE = "NetDefaultDB";

    private final Endpoint endpoint;
    private final HttpClient http;
    private final HttpClient tablesHttp;
    private final Duration patience;

    /**
     * @param endpoint of the data management service
     * @param http to upload with
     * @param tablesHttp to look for reports with: a status table that asks for a pause holds up no sending
     * @param patience the longest wait for an answer
     */
    Management(Endpoint endpoint, HttpClient http, HttpClient tablesHttp, Duration patience) {
        this.endpoint = endpoint;
        this.http = http;
        this.tablesHttp = tablesHttp;
        this.patience = patience;
    }

    /** Asks the service; blocks. */
    UploadArea uploadArea() {
        List<UploadArea.Container> containers = new ArrayList<>();
        List<UploadArea.Queue> queues = new ArrayList<>();
        List<StatusTable> tables = new ArrayList<>();
        KustoResultSetTable resources = ask(".show ingestion resources");
        while (resources.next()) {
            String url = Objects.requireNonNullElse(resources.getString(1), "");
            switch (Objects.requireNonNullElse(resources.getString(0), "")) {
                case "TempStorage" -> containers.add(UploadArea.Container.at(url, http));
                case "SecuredReadyForAggregationQueue" -> queues.add(UploadArea.Queue.at(url, http));
                case "IngestionsStatusTable" -> tables.add(StatusTable.at(url, tablesHttp));
                default -> {}
            }
        }
        KustoResultSetTable identity = ask(".get kusto identity token");
        if (containers.isEmpty() || queues.isEmpty() || !identity.next()) {
            throw new NoUploadArea();
        }
        return new UploadArea(
                List.copyOf(containers),
                List.copyOf(queues),
                Objects.requireNonNullElse(identity.getString(0), ""),
                List.copyOf(tables));
    }

    private KustoResultSetTable ask(String command) {
        return endpoint.run(NO_DATABASE, command, patience);
    }

    /** The service answered, and named no place for data. */
    static final class NoUploadArea extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoUploadArea() {
            super("The cluster answers, but names no place to upload to.");
        }
    }
}
