package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Where a column's value is in a record. */
sealed interface Source {

    /** The same for every row. */
    record Constant(String value) implements Source {}

    /** The field of a text format, from 0. */
    record Ordinal(int position) implements Source {
        static Ordinal parse(String text) {
            if (!text.matches("\\d{1,6}")) {
                throw Mapping.invalid("'" + text + "' is no ordinal.");
            }
            return new Ordinal(Integer.parseInt(text));
        }
    }

    /**
     * A path as ingestion mappings have it: {@code $}, {@code $.a.b}, {@code $['a b']}, {@code $.a[0]}.
     *
     * @param steps keys as String, positions as Integer
     */
    record JsonPath(List<Object> steps) implements Source {

        private static final Pattern STEP = Pattern.compile(
                "\\.([^.\\[\\]'\"]+)|\\['((?:[^'\\\\]|\\\\.)*)'\\]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"\\]|\\[(\\d{1,9})\\]");

        public JsonPath {
            steps = List.copyOf(steps);
        }

        static JsonPath parse(String text) {
            List<Object> steps = new ArrayList<>();
            Matcher step = STEP.matcher(text);
            int end = 1;
            while (text.startsWith("$") && end < text.length()) {
                if (!step.find(end) || step.start() != end) {
                    break;
                }
                steps.add(step(step));
                end = step.end();
            }
            if (!text.startsWith("$") || end != text.length()) {
                throw Mapping.invalid("'" + text + "' is no path: write $.name or $['any name'].");
            }
            return new JsonPath(steps);
        }

        private static Object step(Matcher step) {
            if (step.group(4) != null) {
                return Integer.valueOf(step.group(4));
            }
            if (step.group(1) != null) {
                return step.group(1);
            }
            String quoted = step.group(2) == null ? step.group(3) : step.group(2);
            return quoted.replaceAll("\\\\(.)", "$1");
        }

        /** The value there; JSON null where the path leads nowhere. */
        JsonNode in(JsonNode record) {
            JsonNode at = record;
            for (Object step : steps) {
                at = step instanceof Integer position ? at.path(position) : at.path((String) step);
            }
            return at.isMissingNode() ? Json.nothing() : at;
        }
    }
}
