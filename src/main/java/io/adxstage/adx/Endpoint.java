package io.adxstage.adx;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.ClientRequestProperties;
import com.microsoft.azure.kusto.data.KustoOperationResult;
import com.microsoft.azure.kusto.data.KustoResultColumn;
import com.microsoft.azure.kusto.data.KustoResultSetTable;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One of a cluster's two services, as one identity: it takes commands and queries. Thread-safe. */
final class Endpoint implements Inquiry.Questions {

    private final Client client;
    private final Reason reason;

    /** @param reason names the service where it fails */
    Endpoint(URI url, Optional<TokenCredential> credential, HttpClient http, Reason reason) {
        this.reason = reason;
        try {
            this.client = ClientFactory.createClient(connection(url, credential), http);
        } catch (URISyntaxException notOne) {
            throw new IllegalArgumentException(notOne);
        }
    }

    static ConnectionStringBuilder connection(URI url, Optional<TokenCredential> credential) {
        ConnectionStringBuilder connection = credential
                .map(token -> ConnectionStringBuilder.createWithTokenCredential(url.toString(), token))
                .orElseGet(() -> new ConnectionStringBuilder(url.toString()));
        connection.setApplicationNameForTracing("adx-stage");
        // Otherwise the SDK sends the name of the operating system's user.
        connection.setUserNameForTracing("adx-stage");
        return connection;
    }

    /**
     * Runs a management command; blocks.
     *
     * @throws RuntimeException where it fails, or takes longer than patience
     */
    KustoResultSetTable run(String database, String command, Duration patience) {
        return result(mono(database, command), patience);
    }

    /** Runs a management command and says how it went; blocks. */
    @Override
    public Answer command(String database, String command, Duration patience) {
        return answer(mono(database, command), database, patience);
    }

    /** Runs a query and says how it went; blocks. */
    @Override
    public Answer query(String database, String query, Duration patience) {
        return answer(client.executeQueryAsync(database, query), database, patience);
    }

    /** Without the properties, though empty, the SDK sends another database than the one it is given (7.0.6). */
    private Mono<KustoOperationResult> mono(String database, String command) {
        return client.executeMgmtAsync(database, command, new ClientRequestProperties());
    }

    private Answer answer(Mono<KustoOperationResult> asked, String database, Duration patience) {
        try {
            return new Answer.Table(rows(result(asked, patience)));
        } catch (RuntimeException failed) {
            return new Answer.Failed(Trouble.of(failed), reason.noAnswer(failed, database), Failure.describe(failed));
        }
    }

    /** Without another thread the time-out would not hold: the SDK asks for the sign-in's address on this one. */
    private static KustoResultSetTable result(Mono<KustoOperationResult> asked, Duration patience) {
        KustoOperationResult answer =
                asked.subscribeOn(Schedulers.boundedElastic()).block(patience);
        if (answer == null) {
            throw new IllegalStateException("The cluster answered nothing.");
        }
        return answer.getPrimaryResults();
    }

    private static List<Answer.Row> rows(KustoResultSetTable table) {
        KustoResultColumn[] columns = table.getColumns();
        List<Answer.Row> rows = new ArrayList<>();
        while (table.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (KustoResultColumn column : columns) {
                row.put(column.getColumnName(), plain(table.getObject(column.getOrdinal())));
            }
            rows.add(new Answer.Row(row));
        }
        return rows;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
