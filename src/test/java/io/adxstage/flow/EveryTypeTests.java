package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Published by MQTT, stored in Azurite, ingested by a cluster: every type of Azure Data Explorer, field by field. */
class EveryTypeTests extends AzuriteFlow {

    /** Column, and its type. */
    private static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("n", "int");
        for (String type : List.of(
                "bool", "int", "long", "real", "decimal", "string", "datetime", "timespan", "guid", "dynamic")) {
            columns.put("a" + type, type);
        }
        return columns;
    }

    /** What is published, and what is in the table afterwards, both as JSON. */
    private record Field(String type, String published, String arrived) {}

    private static Field same(String type, String value) {
        return new Field(type, value, value);
    }

    private static final List<Field> FIELDS = List.of(
            same("bool", "true"),
            same("bool", "false"),
            same("bool", "null"),
            same("int", "0"),
            same("int", "2147483647"),
            same("int", "-2147483648"),
            same("int", "null"),
            same("long", "9223372036854775807"),
            same("long", "-9223372036854775808"),
            // Beyond what a double holds exactly.
            same("long", "9007199254740993"),
            same("long", "null"),
            same("real", "0.1"),
            same("real", "-273.15"),
            new Field("real", "1.7976931348623157e308", "1.7976931348623157E+308"),
            new Field("real", "4.9e-324", "4.9E-324"),
            new Field("real", "7109", "7109.0"),
            same("real", "null"),
            same("decimal", "12345678901234567890.12345678901234"),
            new Field("decimal", "-0.0000000001", "-1E-10"),
            same("decimal", "null"),
            same("string", "\"\""),
            same("string", "\"plain\""),
            same("string", "\"Ofen 7 – 250 °C, 東京, Ελλάδα, 🔥👩‍🔧, e\u0301\""),
            new Field("string", "\"\\u00e9\\ud83d\\udd25\"", "\"é🔥\""),
            same("string", "\"quote \\\" backslash \\\\ tab \\t line \\n return \\r\""),
            new Field("string", "\"\\/ \\b\\f \\u0001 \\u2028\"", "\"/ \\b\\f \\u0001 \u2028\""),
            same("string", "\"[1, {\\\"no\\\": \\\"JSON\\\"}]\""),
            new Field("string", "null", "\"\""),
            same("datetime", "\"2023-08-10T00:54:58.6572007Z\""),
            same("datetime", "\"0001-01-01T00:00:00Z\""),
            same("datetime", "\"9999-12-31T23:59:59.9999999Z\""),
            new Field("datetime", "\"2023-08-10T02:54:58.5+02:00\"", "\"2023-08-10T00:54:58.5Z\""),
            same("datetime", "null"),
            same("timespan", "\"00:00:01\""),
            same("timespan", "\"12.03:04:05.1234567\""),
            same("timespan", "\"-1.00:00:00\""),
            same("timespan", "null"),
            same("guid", "\"74be27de-1e4e-49d9-b579-fe0b331d3642\""),
            new Field("guid", "\"74BE27DE-1E4E-49D9-B579-FE0B331D3642\"", "\"74be27de-1e4e-49d9-b579-fe0b331d3642\""),
            same("guid", "null"),
            same("dynamic", "[]"),
            same("dynamic", "{}"),
            same("dynamic", "[[1,[2,[3,[]]]],null,true,\"🔥\"]"),
            same("dynamic", "{\"a b\":{\"c\":[{\"d\":1.5},{\"d\":null}]},\"ä\":\"\\\"\",\"\":0}"),
            same("dynamic", "12345678901234567890"),
            same("dynamic", "\"text\""),
            same("dynamic", "null"));

    @Test
    void everyFieldArrivesAsItWasPublished() throws Exception {
        String id = startStage();
        for (int n = 0; n < FIELDS.size(); n++) {
            Field field = FIELDS.get(n);
            publisher.publish("plant/types", "{\"n\":" + n + ",\"a" + field.type() + "\":" + field.published() + "}");
        }

        List<ObjectNode> rows = awaitRows("types", FIELDS.size());

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(rows).hasSize(FIELDS.size());
        for (ObjectNode row : rows) {
            Field field = FIELDS.get(row.path("n").asInt());
            COLUMNS.forEach((column, type) -> {
                String expected = type.equals("string") ? "\"\"" : "null";
                if (column.equals("n")) {
                    expected = row.path("n").toString();
                } else if (type.equals(field.type())) {
                    expected = field.arrived();
                }
                softly.assertThat(row.path(column).toString())
                        .as("%s of %s", column, field)
                        .isEqualTo(expected);
            });
        }
        softly.assertAll();
        assertThat(rows).extracting(row -> row.path("n").asInt()).doesNotHaveDuplicates();
        assertThat(service.status(id).path("counters").path("accepted").asLong())
                .isEqualTo(FIELDS.size());
    }

    /** All columns at once, as a real message has them, and a list of such messages in one. */
    @Test
    void aRowOfEveryTypeIsEqualToItsMessage() throws Exception {
        startStage();
        String message = fullRow(1);
        publisher.publish("plant/types", message);
        publisher.publish("plant/types", "[" + fullRow(2) + "," + fullRow(3) + "]");

        List<ObjectNode> rows = new ArrayList<>(awaitRows("types", 3));

        assertThat(rows).extracting(ObjectNode::toString).containsExactlyInAnyOrder(fullRow(1), fullRow(2), fullRow(3));
    }

    private static String fullRow(int n) {
        return JsonMapper.shared().createObjectNode().put("n", n).toString().replace("}", """
                ,"abool":true,"aint":-1,"along":9007199254740993,"areal":21.5,"adecimal":0.12345678901234567890123456789,\
                "astring":"Ofen \\"7\\" 🔥","adatetime":"2023-08-10T00:54:58.6572007Z","atimespan":"1.02:03:04",\
                "aguid":"74be27de-1e4e-49d9-b579-fe0b331d3642","adynamic":{"a":[1,[2,{"b":null}]]}}""");
    }

    private String startStage() {
        cluster.createTable(
                "plant",
                "types",
                COLUMNS.entrySet().stream()
                        .map(column -> column.getKey() + ":" + column.getValue())
                        .collect(Collectors.joining(", ")));
        String columns = COLUMNS.keySet().stream()
                .map(column -> "{\"name\": \"" + column + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
        String id = service.create(stage("types", columns));
        service.awaitState(id, "running");
        return id;
    }
}
