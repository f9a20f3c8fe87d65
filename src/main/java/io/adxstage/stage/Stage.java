package io.adxstage.stage;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage, checked and with every default filled in: where messages come from, which parts of them become columns of
 * which table, how they are batched and who may write.
 *
 * @param clusterUrl the query URI of the cluster, without a trailing slash
 * @param input absent where the document leaves it out: the stage then runs on the instance's default input
 */
public record Stage(
        String displayName,
        @Nullable String description,
        boolean enabled,
        URI clusterUrl,
        String database,
        String table,
        Authentication authentication,
        Batch batch,
        List<Column> columns,
        Retry retry,
        Ingestion ingestion,
        OnMismatch onMismatch,
        @Nullable Input input) {

    public Stage {
        columns = List.copyOf(columns);
    }

    /** How long and how much to collect before sending. */
    public record Batch(Interval time, Path path, @Nullable Long maxRows, long maxBytes) {}

    /** A column of the table and where its value is, relative to the record. */
    public record Column(String name, Path path) {}

    /** How batches reach the cluster. */
    public enum Ingestion {
        QUEUED,
        STREAMING,
        MANAGED
    }

    /** What happens to a value that does not fit its column's type. */
    public enum OnMismatch {
        WARN,
        DEAD_LETTER,
        CONVERT
    }
}
