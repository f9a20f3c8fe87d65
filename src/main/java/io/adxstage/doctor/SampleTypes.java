package io.adxstage.doctor;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.stage.Format;
import io.adxstage.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The types that the values of sample messages have, by column, in the words of Kusto. A column without a value has none.
 */
record SampleTypes(Map<String, String> types) {

    static final SampleTypes NONE = new SampleTypes(Map.of());

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    SampleTypes {
        types = Map.copyOf(types);
    }

    static SampleTypes of(Stage stage, Format format, List<ApplicationMessage> samples) {
        Projection projection = new Projection(format, stage.batch().path(), stage.columns());
        Map<String, String> types = new LinkedHashMap<>();
        for (ApplicationMessage sample : samples) {
            if (projection.rows(sample) instanceof Rows.Lines lines) {
                new String(lines.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .forEach(row -> row.properties()
                                .forEach(value -> type(value.getValue())
                                        .ifPresent(type -> types.merge(value.getKey(), type, SampleTypes::both))));
            }
        }
        return new SampleTypes(types);
    }

    /** Of a column, where a sample has a value for it. */
    Optional<String> of(String column) {
        return Optional.ofNullable(types.get(column));
    }

    private static Optional<String> type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> Optional.empty();
            case BOOLEAN -> Optional.of("bool");
            case NUMBER -> Optional.of(value.isIntegralNumber() && value.canConvertToLong() ? "long" : "real");
            case STRING -> Optional.of(text(value.stringValue()));
            default -> Optional.of("dynamic");
        };
    }

    private static String text(String text) {
        if (GUID.matcher(text).matches()) {
            return "guid";
        }
        try {
            DateTimeFormatter.ISO_DATE_TIME.parse(text);
            return "datetime";
        } catch (DateTimeException notOne) {
            return "string";
        }
    }

    /** What holds values of both. */
    private static String both(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        if (List.of("long", "real").containsAll(List.of(one, other))) {
            return "real";
        }
        return List.of("string", "guid", "datetime").containsAll(List.of(one, other)) ? "string" : "dynamic";
    }

    /**
     * Whether a column of one type keeps all values of another: strings keep text, dynamic keeps anything, numbers keep
     * those that are narrower.
     */
    static boolean keeps(String column, String values) {
        return switch (column) {
            case "dynamic", "string" -> true;
            case "real", "decimal" -> values.equals("long") || values.equals("real");
            case "int", "long" -> values.equals("long");
            default -> column.equals(values);
        };
    }
}
