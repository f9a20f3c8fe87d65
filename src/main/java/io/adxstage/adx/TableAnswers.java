package io.adxstage.adx;

import io.adxstage.adx.TableFacts.Batching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a cluster tells of a table, read from its answers to {@code .show} commands. */
public final class TableAnswers {

    private TableAnswers() {}

    /** To {@code .show table T schema as json}: the columns in the table's order; none where it is not understood. */
    public static List<TableFacts.Column> columns(Answer.Table answer) {
        List<TableFacts.Column> columns = new ArrayList<>();
        for (JsonNode column : json(answer, "Schema").path("OrderedColumns")) {
            columns.add(new TableFacts.Column(
                    column.path("Name").asString(""), column.path("CslType").asString("")));
        }
        return columns;
    }

    /** To {@code .show table T policy P}: the policy; nothing where none is set. */
    public static Optional<JsonNode> policy(Answer.Table answer) {
        return Optional.of(json(answer, "Policy")).filter(JsonNode::isObject);
    }

    /** A policy named ingestionbatching; what it leaves out is as without it. */
    public static Batching batching(JsonNode policy, Batching.Origin origin) {
        Batching otherwise = Batching.BY_DEFAULT;
        return new Batching(
                KustoSpan.read(policy.path("MaximumBatchingTimeSpan").asString(""))
                        .orElse(otherwise.time()),
                policy.path("MaximumNumberOfItems").asInt(otherwise.items()),
                policy.path("MaximumRawDataSizeMB").asLong(otherwise.rawMegabytes()),
                origin);
    }

    /** A policy named streamingingestion. */
    public static boolean streaming(JsonNode policy) {
        return policy.path("IsEnabled").asBoolean(false);
    }

    /** Missing where it is none. */
    private static JsonNode json(Answer.Table answer, String column) {
        String text = answer.rows().isEmpty() ? "" : answer.rows().getFirst().text(column);
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException none) {
            return JsonMapper.shared().missingNode();
        }
    }
}
