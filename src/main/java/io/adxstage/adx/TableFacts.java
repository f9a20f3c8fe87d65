package io.adxstage.adx;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is on the cluster.
 *
 * @param columns in the table's order
 * @param batching what is in effect for queued ingestion; absent where the identity may not read policies
 * @param streaming whether streaming ingestion is enabled; absent where that is not known
 */
public record TableFacts(
        List<Column> columns,
        @Nullable Batching batching,
        @Nullable Boolean streaming) {

    public TableFacts {
        columns = List.copyOf(columns);
    }

    /**
     * @param name case-sensitive
     * @param type as KQL names it: {@code long}
     */
    public record Column(String name, String type) {}

    /** The names of the columns' types, by column. */
    public Map<String, String> types() {
        return columns.stream().collect(Collectors.toMap(Column::name, Column::type, (one, other) -> one));
    }

    /**
     * When the cluster seals what it gathers from queued blobs, whichever comes first.
     *
     * @param time since the first blob, 10 s to 30 min
     * @param items blobs
     * @param rawMegabytes before compression
     */
    public record Batching(Duration time, int items, long rawMegabytes, Origin origin) {

        /** Without any policy, by the vendor's page on the ingestion batching policy. */
        public static final Batching BY_DEFAULT = new Batching(Duration.ofMinutes(5), 500, 1024, Origin.DEFAULT);

        public enum Origin {
            TABLE,
            DATABASE,
            DEFAULT
        }
    }
}
