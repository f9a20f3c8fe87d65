package io.adxstage.local;

import io.adxstage.local.kusto.IngestRequest;
import io.adxstage.local.kusto.Outcome;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client puts into the queue: which blob goes where and how, and whether it wants to hear of it.
 *
 * @param address of the blob, as the client has it; a secret where it carries a signature
 * @param blob the name of the blob in the container
 * @param status where to write the outcome; absent where nobody asked
 */
record QueueMessage(
        String address,
        String blob,
        IngestRequest request,
        @Nullable Status status) {

    /** Where outcomes are written down for those who asked. */
    @FunctionalInterface
    interface Report {
        /**
         * @param status {@code Succeeded}, {@code Failed} or {@code Skipped}
         * @param errorCode empty unless it failed
         * @param details empty unless it failed
         */
        void write(String partitionKey, String rowKey, String status, String errorCode, String details);
    }

    private record Status(String partitionKey, String rowKey, boolean successesToo) {}

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Nothing where the text is no such message. */
    static Optional<QueueMessage> parse(String base64) {
        try {
            JsonNode message = MAPPER.readTree(Base64.getMimeDecoder().decode(base64));
            String address =
                    message.path("BlobPath").asString(message.path("blobPath").asString(""));
            String blob = Blobs.nameIn(address);
            return blob.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new QueueMessage(address, blob, request(message, blob), status(message)));
        } catch (IllegalArgumentException | JacksonException notOne) {
            return Optional.empty();
        }
    }

    private static IngestRequest request(JsonNode message, String blob) {
        JsonNode properties = message.path("additionalProperties");
        JsonNode size = message.path("rawDataSize");
        return new IngestRequest(
                message.path("databaseName").asString(""),
                message.path("tableName").asString(""),
                properties.path("format").asString("csv"),
                text(properties, "ingestionMapping"),
                text(properties, "ingestionMappingReference"),
                list(properties, "tags"),
                list(properties, "ingestIfNotExists"),
                Boolean.parseBoolean(properties.path("ignoreFirstRecord").asString("false")),
                blob,
                size.isIntegralNumber() ? size.longValue() : null);
    }

    private static @Nullable String text(JsonNode properties, String name) {
        String value = properties.path(name).asString("");
        return value.isEmpty() ? null : value;
    }

    /** Lists travel as JSON within a string. */
    private static List<String> list(JsonNode properties, String name) {
        String json = text(properties, name);
        return json == null
                ? List.of()
                : MAPPER.readTree(json).valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Status status(JsonNode message) {
        JsonNode table = message.path("ingestionStatusInTable");
        return table.isObject()
                ? new Status(
                        table.path("partitionKey").asString(""),
                        table.path("rowKey").asString(""),
                        message.path("reportLevel").asString("").equals("FailuresAndSuccesses"))
                : null;
    }

    /** Tells the outcome, where somebody asked for it. */
    void report(Report statuses, Outcome outcome) {
        if (status == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Failed failed ->
                statuses.write(status.partitionKey, status.rowKey, "Failed", failed.code(), failed.details());
            case Outcome.Ingested ingested -> reportSuccess(statuses, status, "Succeeded");
            case Outcome.Skipped skipped -> reportSuccess(statuses, status, "Skipped");
        }
    }

    private static void reportSuccess(Report statuses, Status status, String word) {
        if (status.successesToo()) {
            statuses.write(status.partitionKey, status.rowKey, word, "", "");
        }
    }
}
