package io.adxstage.local.kusto;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with data that has arrived.
 *
 * @param format as the service names it: {@code json}, {@code multijson}, {@code csv}, ...
 * @param mapping an inline mapping, as JSON
 * @param mappingReference the name of a mapping that was made before
 * @param tags of the rows to be, {@code ingest-by:...} among them
 * @param ingestIfNotExists values of {@code ingest-by} tags; where the table has one of them nothing is ingested
 * @param ignoreFirstRecord whether a text format has a header
 * @param source where the data comes from, for the list of failures
 * @param rawDataSize in bytes before compression, as the client says; absent where it does not know
 */
public record IngestRequest(
        String database,
        String table,
        String format,
        @Nullable String mapping,
        @Nullable String mappingReference,
        List<String> tags,
        List<String> ingestIfNotExists,
        boolean ignoreFirstRecord,
        String source,
        @Nullable Long rawDataSize) {

    public IngestRequest {
        tags = List.copyOf(tags);
        ingestIfNotExists = List.copyOf(ingestIfNotExists);
    }

    /** The plainest one: no mapping, no tags. */
    public static IngestRequest of(String database, String table, String format) {
        return new IngestRequest(database, table, format, null, null, List.of(), List.of(), false, "stream", null);
    }

    /** The same with a mapping that was made before, or without one. */
    public IngestRequest withMappingReference(@Nullable String name) {
        return new IngestRequest(
                database,
                table,
                format,
                mapping,
                name,
                tags,
                ingestIfNotExists,
                ignoreFirstRecord,
                source,
                rawDataSize);
    }
}
