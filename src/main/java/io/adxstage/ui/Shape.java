package io.adxstage.ui;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * How a value of the document is typed. A value of another kind is shown as its JSON text, so that nothing is lost and
 * what is typed instead always differs from it.
 */
enum Shape {
    /** A line of text. */
    LINE,
    /** Text of several lines. */
    AREA,
    /** A list of texts, one a line. */
    LINES,
    NUMBER,
    /** One text of a few. */
    CHOICE,
    /** One number of a few. */
    NUMBER_CHOICE,
    /** {@code true} or {@code false}. */
    SWITCH;

    private static final Pattern NUMERIC = Pattern.compile("-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?");

    /** The value as it stands in its field; empty where there is none. */
    String show(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (this) {
            case LINE, AREA, CHOICE -> value.isString() ? value.stringValue() : value.toString();
            case LINES -> isLines(value) ? joined(value) : value.toString();
            case NUMBER, NUMBER_CHOICE, SWITCH ->
                value.isString() && read(value.stringValue()) instanceof StringNode
                        ? value.stringValue()
                        : value.toString();
        };
    }

    /** What somebody typed, as a value of the document; nothing where nothing was typed. */
    @Nullable
    JsonNode read(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return switch (this) {
            case LINE, AREA, CHOICE -> StringNode.valueOf(typed);
            case LINES -> list(typed);
            case NUMBER, NUMBER_CHOICE -> number(typed.strip());
            case SWITCH -> bool(typed.strip().toLowerCase(Locale.ROOT));
        };
    }

    private static boolean isLines(JsonNode value) {
        return value.isArray()
                && value.values().stream()
                        .allMatch(line -> line.isString()
                                && line.stringValue().equals(line.stringValue().strip())
                                && !line.stringValue().isEmpty()
                                && line.stringValue().lines().count() == 1);
    }

    private static String joined(JsonNode lines) {
        return lines.values().stream().map(JsonNode::stringValue).collect(Collectors.joining("\n"));
    }

    private static @Nullable JsonNode list(String typed) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        typed.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
        return lines.isEmpty() ? null : lines;
    }

    private static JsonNode number(String typed) {
        if (!NUMERIC.matcher(typed).matches()) {
            return StringNode.valueOf(typed);
        }
        var exact = new java.math.BigDecimal(typed);
        if (typed.contains(".")) {
            return DecimalNode.valueOf(exact);
        }
        var whole = exact.toBigInteger();
        if (whole.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? LongNode.valueOf(whole.longValue()) : BigIntegerNode.valueOf(whole);
    }

    private static JsonNode bool(String typed) {
        return switch (typed) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> StringNode.valueOf(typed);
        };
    }
}
