package io.adxstage.local.kusto;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers in the two forms of the Kusto protocol. */
final class Wire {

    private Wire() {}

    /** Management commands and streaming ingestion. */
    static ObjectNode v1(ResultTable table) {
        ObjectNode answer = Json.NODES.objectNode();
        ObjectNode only = answer.putArray("Tables").addObject().put("TableName", "Table_0");
        only.set("Columns", table.columnsV1());
        only.set("Rows", table.rowsOnTheWire());
        return answer;
    }

    /** Queries: a list of frames. */
    static ArrayNode v2(ResultTable table) {
        ArrayNode frames = Json.NODES.arrayNode();
        frames.addObject()
                .put("FrameType", "DataSetHeader")
                .put("IsProgressive", false)
                .put("Version", "v2.0");
        ResultTable properties =
                ResultTable.of("TableId:int", "Key:string", "Value:dynamic").row(1, "Visualization", "{}");
        frame(frames, 0, "QueryProperties", "@ExtendedProperties", properties);
        frame(frames, 1, "PrimaryResult", "PrimaryResult", table);
        frames.addObject()
                .put("FrameType", "DataSetCompletion")
                .put("HasErrors", false)
                .put("Cancelled", false);
        return frames;
    }

    private static void frame(ArrayNode frames, int id, String kind, String name, ResultTable table) {
        ObjectNode frame = frames.addObject()
                .put("FrameType", "DataTable")
                .put("TableId", id)
                .put("TableKind", kind)
                .put("TableName", name);
        frame.set("Columns", table.columnsV2());
        frame.set("Rows", table.rowsOnTheWire());
    }

    /** The body of a refusal. */
    static ObjectNode error(Refusal refusal) {
        ObjectNode answer = Json.NODES.objectNode();
        answer.putObject("error")
                .put("code", refusal.code())
                .put("message", "Request is invalid and cannot be executed.")
                .put("@type", refusal.exceptionType())
                .put("@message", refusal.getMessage())
                .put("@permanent", true)
                .putObject("@context")
                .put("serviceAlias", "adx-stage stand-in");
        return answer;
    }
}
