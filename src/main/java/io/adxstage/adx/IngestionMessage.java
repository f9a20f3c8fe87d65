package io.adxstage.adx;

import com.microsoft.azure.kusto.ingest.IngestionBlobInfo;
import com.microsoft.azure.kusto.ingest.IngestionProperties.IngestionReportLevel;
import com.microsoft.azure.kusto.ingest.IngestionProperties.IngestionReportMethod;
import io.adxstage.spool.SealedBatch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is put into the queue when a blob is uploaded: where its rows go and how they are read. The form is the SDK's own,
 * and described in the vendor's page on ingesting with the REST API.
 */
final class IngestionMessage {

    /** The most that a message of Azure Queue Storage may have, in bytes, as base64. */
    static final int MOST = 64 << 10;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private IngestionMessage() {}

    /**
     * A wish for a report.
     *
     * @param tableUrl where to, with the signature that lets the cluster write there
     * @param rowKey of the entity; its partition key is the batch's id
     */
    record Report(String tableUrl, String rowKey) {}

    /**
     * @param blobUrl with the signature that lets the cluster read it
     * @param tagged whether the table refuses the rows where it has had this batch before
     * @param identityToken the cluster's word for who sends this; a secret
     * @param report on what comes of it; absent where none is wanted
     */
    static byte[] of(
            String blobUrl,
            SealedBatch batch,
            Destination destination,
            boolean tagged,
            String identityToken,
            @Nullable Report report) {
        IngestionBlobInfo message =
                new IngestionBlobInfo(blobUrl, destination.database(), destination.table(), "adx-stage", null);
        message.setId(batch.id());
        // Without it the service cannot tell how much it gathers, and seals the blob alone.
        message.setRawDataSize(batch.rawBytes());
        message.setAdditionalProperties(properties(batch, destination, tagged, identityToken));
        ObjectNode tree = MAPPER.valueToTree(message);
        if (report != null) {
            tree.put("reportLevel", IngestionReportLevel.FAILURES_AND_SUCCESSES.getKustoValue())
                    .put("reportMethod", IngestionReportMethod.TABLE.getKustoValue())
                    .putObject("ingestionStatusInTable")
                    .put("tableConnectionString", report.tableUrl())
                    .put("partitionKey", batch.id().toString())
                    .put("rowKey", report.rowKey());
        }
        return MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> properties(
            SealedBatch batch, Destination destination, boolean tagged, String identityToken) {
        Map<String, String> properties = new HashMap<>();
        properties.put("authorizationContext", identityToken);
        properties.put("format", "json");
        properties.put("ignoreFirstRecord", "false");
        properties.put("ingestionMapping", mapping(destination.columns()));
        properties.put("ingestionMappingType", "Json");
        if (tagged) {
            String id = batch.id().toString();
            properties.put("tags", NODES.arrayNode().add("ingest-by:" + id).toString());
            properties.put("ingestIfNotExists", NODES.arrayNode().add(id).toString());
        }
        return properties;
    }

    /** By name. It names no types, so that it never creates a table or a column. */
    private static String mapping(List<String> columns) {
        ArrayNode mapping = NODES.arrayNode();
        for (String column : columns) {
            mapping.addObject()
                    .put("columnName", column)
                    .putNull("columnType")
                    .putObject("properties")
                    .put("Path", "$['" + column + "']");
        }
        return mapping.toString();
    }
}
