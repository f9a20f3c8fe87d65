package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A {@code where} of comparisons joined by {@code and}: enough to find a batch or a failure again. */
record Condition(List<Comparison> comparisons) {

    private static final Pattern WHERE = Pattern.compile("where\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*" + EntityName.PATTERN
                    + "\\s*(==|!=|=~|>=|\\bhas\\b|\\bcontains\\b|\\bstartswith\\b|\\bendswith\\b)\\s*"
                    + "(?:(?:datetime|guid)\\(([^)]*)\\)|(-?[\\d.]+|true|false)|" + Literal.PATTERN + ")\\s*(and\\b|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    Condition {
        comparisons = List.copyOf(comparisons);
    }

    record Comparison(int position, BiPredicate<String, String> operator, String wanted) {}

    static boolean isOne(String operator) {
        return WHERE.matcher(operator).matches();
    }

    /** @throws Refusal where it is more than the stand-in understands */
    static Condition parse(String operator, List<Column> columns) {
        Matcher where = WHERE.matcher(operator);
        String text = where.matches() ? where.group(1).strip() : operator;
        List<Comparison> comparisons = new ArrayList<>();
        Matcher next = COMPARISON.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!next.find(end) || next.start() != end) {
                throw Refusal.syntax("The stand-in understands conditions such as Column == 'value' and"
                        + " Other contains 'part', not '" + text.substring(end) + "'.");
            }
            comparisons.add(comparison(next, columns));
            end = next.end();
        }
        return new Condition(comparisons);
    }

    private static Comparison comparison(Matcher found, List<Column> columns) {
        String name = EntityName.unquoted(found.group(1));
        for (int position = 0; position < columns.size(); position++) {
            Column column = columns.get(position);
            if (column.name().equals(name)) {
                String wanted = wanted(found);
                String normal = text(column.type().ofText(wanted));
                return new Comparison(position, operator(found.group(2)), normal.isEmpty() ? wanted : normal);
            }
        }
        throw Refusal.syntax("There is no column '" + name + "'.");
    }

    private static String wanted(Matcher found) {
        if (found.group(3) != null) {
            return found.group(3).strip();
        }
        return found.group(4) != null ? found.group(4) : Literal.value(found.group(5));
    }

    private static BiPredicate<String, String> operator(String symbol) {
        return switch (symbol.toLowerCase(Locale.ROOT)) {
            case "==" -> String::equals;
            case "!=" -> (value, wanted) -> !value.equals(wanted);
            case "=~" -> String::equalsIgnoreCase;
            // Times only: they compare as their text does.
            case ">=" -> (value, wanted) -> value.compareTo(wanted) >= 0;
            case "startswith" -> (value, wanted) -> lower(value).startsWith(lower(wanted));
            case "endswith" -> (value, wanted) -> lower(value).endsWith(lower(wanted));
            default -> (value, wanted) -> lower(value).contains(lower(wanted));
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean holds(List<JsonNode> row) {
        return comparisons.stream()
                .allMatch(comparison ->
                        comparison.operator().test(text(row.get(comparison.position())), comparison.wanted()));
    }

    private static String text(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
