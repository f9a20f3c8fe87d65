package io.adxstage.local.kusto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Turns uploaded data into rows, whole or not at all. */
final class Ingestion {

    private final Tables tables;
    private final Rows rows;
    private final TableObjects objects;
    /** Between the look at the tags and their writing nobody else may ingest. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Ingestion(Tables tables, Rows rows, TableObjects objects) {
        this.tables = tables;
        this.rows = rows;
        this.objects = objects;
    }

    Outcome ingest(IngestRequest request, InputStream data) {
        oneAtATime.lock();
        try {
            Mapping mapping = inline(request.mapping());
            Table table = table(request, mapping);
            boolean known =
                    request.ingestIfNotExists().stream().anyMatch(value -> rows.hasTag(table, "ingest-by:" + value));
            if (known) {
                return new Outcome.Skipped();
            }
            return append(request, table, mapping == null ? referenced(request, table) : mapping, data);
        } catch (IngestionFailure failure) {
            return new Outcome.Failed(failure.code(), Objects.requireNonNullElse(failure.getMessage(), failure.code()));
        } catch (UncheckedIOException unreadable) {
            return new Outcome.Failed("BadRequest_InvalidBlob", "The data cannot be read: " + unreadable.getMessage());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Outcome append(IngestRequest request, Table table, Mapping mapping, InputStream data) {
        long arrived = rows.append(table, request.tags(), sink -> {
            AtomicLong records = new AtomicLong();
            try {
                RecordReader.read(data, request.format(), request.ignoreFirstRecord(), record -> {
                    sink.accept(mapping.row(table, record));
                    records.incrementAndGet();
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (records.get() == 0) {
                throw new IngestionFailure(
                        "BadRequest_NoRecordsOrWrongFormat",
                        "There is no record in the data that can be read as " + request.format() + ".");
            }
        });
        return new Outcome.Ingested(arrived);
    }

    private static @Nullable Mapping inline(@Nullable String mapping) {
        return mapping == null ? null : Mapping.parse(mapping);
    }

    /** A mapping with data types makes the table, or the columns, that are missing. */
    private Table table(IngestRequest request, @Nullable Mapping mapping) {
        List<Column> typed = new ArrayList<>();
        if (mapping != null) {
            for (Mapping.Entry entry : mapping.entries()) {
                if (entry.type() != null) {
                    typed.add(new Column(entry.column(), entry.type()));
                }
            }
        }
        Table table = tables.find(request.database(), request.table()).orElse(null);
        if (table == null && typed.isEmpty()) {
            boolean noDatabase = tables.in(request.database()).isEmpty();
            throw noDatabase
                    ? new IngestionFailure(
                            "BadRequest_DatabaseNotExist", "Database '" + request.database() + "' does not exist.")
                    : new IngestionFailure(
                            "BadRequest_TableNotExist", "Table '" + request.table() + "' does not exist.");
        }
        List<Column> missing = table == null
                ? typed
                : typed.stream()
                        .filter(column -> table.column(column.name()).isEmpty())
                        .toList();
        return table != null && missing.isEmpty() ? table : tables.merge(request.database(), request.table(), missing);
    }

    private Mapping referenced(IngestRequest request, Table table) {
        String name = request.mappingReference();
        if (name == null) {
            return Mapping.IDENTITY;
        }
        String kind = request.format().toLowerCase(Locale.ROOT).contains("json") ? "json" : "csv";
        return objects.find(table, kind, name)
                .map(kept -> Mapping.parse(kept.body()))
                .orElseThrow(() -> new IngestionFailure(
                        "BadRequest_MappingReferenceWasNotFound",
                        "Mapping reference '" + name + "' of kind '" + kind + "' was not found in table '"
                                + table.name() + "'."));
    }
}
