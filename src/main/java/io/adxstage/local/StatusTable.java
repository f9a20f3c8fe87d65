package io.adxstage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table in which clients write that an ingestion is pending, and look up what came of it. The last ones are kept, on disk
 * too when the stand-in is closed: who waits for one may be started again with it.
 */
final class StatusTable {

    private static final Logger log = LoggerFactory.getLogger(StatusTable.class);

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int KEPT = 10_000;
    private static final Pattern KEYS = Pattern.compile(".*\\(PartitionKey='(.*)',\\s*RowKey='(.*)'\\)");

    private final Map<String, ObjectNode> entities = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
            return size() > KEPT;
        }
    };

    private final @Nullable Path file;

    /** @param file for {@link #save}, read here; absent: in memory only */
    StatusTable(@Nullable Path file) throws IOException {
        this.file = file;
        if (file != null && Files.exists(file)) {
            for (JsonNode entity : MAPPER.readTree(Files.readAllBytes(file))) {
                merge(key(entity), entity);
            }
        }
    }

    /** Keeps what is there for the next start. */
    void save() {
        if (file == null) {
            return;
        }
        synchronized (entities) {
            try {
                Files.write(file, MAPPER.writeValueAsBytes(entities.values()));
            } catch (IOException lost) {
                log.warn("The status table could not be kept: {}", lost.toString());
            }
        }
    }

    /** @param place {@code statuses}, or {@code statuses(PartitionKey='a',RowKey='b')} */
    void answer(Exchange exchange, String place) throws IOException {
        Matcher keys = KEYS.matcher(place);
        boolean one = keys.matches();
        switch (exchange.method()) {
            case "GET" -> find(exchange, one ? key(keys.group(1), keys.group(2)) : "");
            case "POST", "PUT", "PATCH", "MERGE" -> {
                JsonNode sent = exchange.json();
                String key = one ? key(keys.group(1), keys.group(2)) : key(sent);
                merge(key, sent);
                exchange.empty(204);
            }
            default -> exchange.problem(405, "The status table takes GET, POST, PUT, PATCH and MERGE.");
        }
    }

    private void find(Exchange exchange, String key) throws IOException {
        ObjectNode entity;
        synchronized (entities) {
            ObjectNode kept = entities.get(key);
            entity = kept == null ? null : kept.deepCopy();
        }
        if (entity == null) {
            exchange.respondHeader("x-ms-error-code", "ResourceNotFound");
            exchange.json(
                    404,
                    JsonNodeFactory.instance
                            .objectNode()
                            .set(
                                    "odata.error",
                                    JsonNodeFactory.instance.objectNode().put("code", "ResourceNotFound")));
        } else {
            exchange.json(200, entity);
        }
    }

    private void merge(String key, JsonNode properties) {
        synchronized (entities) {
            ObjectNode entity = entities.computeIfAbsent(key, absent -> JsonNodeFactory.instance.objectNode());
            properties.properties().forEach(property -> entity.set(property.getKey(), property.getValue()));
            entity.put("Timestamp@odata.type", "Edm.DateTime")
                    .put("Timestamp", Instant.now().toString());
        }
    }

    /** Writes down what came of an ingestion, where its client asked for that. */
    void report(String partitionKey, String rowKey, String status, String errorCode, String details) {
        ObjectNode properties = JsonNodeFactory.instance
                .objectNode()
                .put("PartitionKey", partitionKey)
                .put("RowKey", rowKey)
                .put("Status", status)
                .put("UpdatedOn@odata.type", "Edm.DateTime")
                .put("UpdatedOn", Instant.now().toString());
        if (!errorCode.isEmpty()) {
            properties
                    .put("ErrorCode", errorCode)
                    .put("FailureStatus", "Permanent")
                    .put("Details", details);
        }
        merge(key(partitionKey, rowKey), properties);
    }

    private static String key(JsonNode entity) {
        return key(
                entity.path("PartitionKey").asString(""), entity.path("RowKey").asString(""));
    }

    private static String key(String partitionKey, String rowKey) {
        return partitionKey + "\n" + rowKey;
    }
}
