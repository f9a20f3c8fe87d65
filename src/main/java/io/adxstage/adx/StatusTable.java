package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.microsoft.azure.kusto.ingest.result.OperationStatus;
import io.adxstage.spool.SealedBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table in the cluster's storage where it reports what came of each batch that asks for it. The client writes that the
 * batch is pending, the service what came of it: the vendor's page on ingestion status reporting.
 *
 * @param place its URL without a signature
 * @param signature the query of a URL that may read and write there; a secret
 */
record StatusTable(TableClient client, String place, String signature) {

    /** For one answer: a healthy table gives it at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Trying again is the affair of who asks. */
    private static final RetryOptions ONCE = new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1)));

    static StatusTable at(String url, HttpClient http) {
        String[] parts = url.split("\\?", 2);
        String signature = parts.length > 1 ? parts[1] : "";
        int name = parts[0].lastIndexOf('/');
        TableClientBuilder builder = new TableClientBuilder()
                .endpoint(parts[0].substring(0, name))
                .tableName(parts[0].substring(name + 1))
                .sasToken(signature)
                .httpClient(http)
                .retryOptions(ONCE);
        return new StatusTable(builder.buildClient(), parts[0], signature);
    }

    /** For the service, which writes there too. */
    String url() {
        return place + "?" + signature;
    }

    /** Under which key of its batch the report on a sending stands. */
    static String key(UUID upload) {
        return upload.toString();
    }

    /** Writes that a sending is pending; blocks. Without that entry the service does not report. */
    void expect(SealedBatch batch, UUID upload, Destination destination, String blobUrl) {
        TableEntity pending = new TableEntity(batch.id().toString(), key(upload))
                .addProperty("Status", OperationStatus.Pending.name())
                .addProperty("Database", destination.database())
                .addProperty("Table", destination.table())
                .addProperty("IngestionSourceId", batch.id())
                .addProperty("IngestionSourcePath", blobUrl.split("\\?", 2)[0])
                .addProperty("UpdatedOn", OffsetDateTime.now(ZoneOffset.UTC));
        var unused = client.createEntityWithResponse(pending, PATIENCE, Context.NONE);
    }

    /**
     * What the service reports on a sending; blocks.
     *
     * @param isLastLook whether a failure that the service calls a passing one counts: it may have tried again until now
     */
    Finding read(UUID batch, UUID upload, boolean isLastLook) {
        TableEntity report = client.getEntityWithResponse(batch.toString(), key(upload), null, PATIENCE, Context.NONE)
                .getValue();
        return switch (status(report.getProperty("Status"))) {
            // Skipped is what was there already: an earlier sending under the same tag.
            case Succeeded, Skipped -> new Finding.Arrived(when(report));
            case Failed ->
                text(report, "FailureStatus").equals("Transient") && !isLastLook
                        ? new Finding.Waiting()
                        : new Finding.Rejected(why(text(report, "ErrorCode"), text(report, "Details")), false);
            case PartiallySucceeded ->
                new Finding.Rejected(
                        "Azure Data Explorer took only a part of the batch; sent again, that part is there twice. "
                                + why(text(report, "ErrorCode"), text(report, "Details")),
                        true);
            case Pending, Queued -> new Finding.Waiting();
        };
    }

    /** Written as a word; the SDK also reads the word's number. */
    private static OperationStatus status(@Nullable Object value) {
        OperationStatus[] all = OperationStatus.values();
        if (value instanceof Number number && number.intValue() >= 0 && number.intValue() < all.length) {
            return all[number.intValue()];
        }
        for (OperationStatus one : all) {
            if (one.name().equals(String.valueOf(value))) {
                return one;
            }
        }
        return OperationStatus.Pending;
    }

    private static Instant when(TableEntity report) {
        Instant now = Instant.now();
        Instant said = report.getProperty("UpdatedOn") instanceof OffsetDateTime at ? at.toInstant() : now;
        return said.isAfter(now) ? now : said;
    }

    private static String text(TableEntity report, String property) {
        return Objects.requireNonNullElse(report.getProperty(property), "").toString();
    }

    /** A rejection in words: what the service said, and what can be done in any case. */
    static String why(String code, String details) {
        String said = (code.isBlank() || details.contains(code) ? "" : code + ": ") + details.strip();
        return "Azure Data Explorer accepted the batch and rejected it afterwards: "
                + Failure.clean(said.isBlank() ? "it did not say why" : said)
                + (said.endsWith(".") ? "" : ".") + " Mend that, then send the batch again.";
    }

    @Override
    public String toString() {
        return "StatusTable[" + place + "]";
    }
}
