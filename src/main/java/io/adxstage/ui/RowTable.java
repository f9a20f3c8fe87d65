package io.adxstage.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of objects as rows of a table. Each posted row tells by {@code name[i].at} which element it was; rows without
 * that are new, and dropped while nothing is typed in them.
 *
 * @param name the keys of the list, joined by dots
 * @param cells named by the key of their value in the element
 */
record RowTable(String name, List<Field> cells) {

    /** Sent with every table, so that a form without rows differs from a form without the table. */
    static final String SENT = ".sent";

    RowTable {
        cells = List.copyOf(cells);
    }

    /** What stands in a cell. An element that is no object stands in the first one, as JSON. */
    String show(JsonNode element, Field cell) {
        if (element.isObject() || element.isMissingNode()) {
            return cell.show(element.path(cell.key()));
        }
        return cell.equals(cells.getFirst()) ? element.toString() : cell.show(MissingNode.getInstance());
    }

    /**
     * The list after the edit; nothing where the list stays as it is.
     *
     * @param base the list before, with its secrets
     * @param shown the list as it was shown
     */
    @Nullable
    ArrayNode edited(JsonNode base, JsonNode shown, Map<String, String> posted) {
        if (!posted.containsKey(name + SENT)) {
            return null;
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        rows(base, shown, posted).values().forEach(rows::add);
        boolean same = rows.equals(base) || (rows.isEmpty() && !base.isArray());
        return same ? null : rows;
    }

    /** What the posted rows become, by the index they were posted with; blank ones become nothing. */
    private SequencedMap<Integer, JsonNode> rows(JsonNode base, JsonNode shown, Map<String, String> posted) {
        var rows = new LinkedHashMap<Integer, JsonNode>();
        for (int index : indices(posted)) {
            int at = origin(posted.get(name + "[" + index + "].at"), base);
            var row = edited(at < 0 ? MissingNode.getInstance() : base.path(at), shown.path(at), index, posted);
            if (!row.isMissingNode()) {
                rows.put(index, row);
            }
        }
        return rows;
    }

    /** By the place in the list, the index that its row was posted with: blank rows have an index and no place. */
    List<Integer> posted(JsonNode base, JsonNode shown, Map<String, String> posted) {
        return List.copyOf(rows(base, shown, posted).keySet());
    }

    /** How many rows were posted in which nothing stands. */
    int blanks(Map<String, String> posted) {
        int blank = 0;
        for (int index : indices(posted)) {
            boolean isNew = posted.getOrDefault(name + "[" + index + "].at", "").isEmpty();
            if (isNew
                    && edited(MissingNode.getInstance(), MissingNode.getInstance(), index, posted)
                            .isMissingNode()) {
                blank++;
            }
        }
        return blank;
    }

    /** The parameters without one row. */
    Map<String, String> without(int index, Map<String, String> posted) {
        var rest = new HashMap<>(posted);
        rest.keySet().removeIf(key -> key.startsWith(name + "[" + index + "]."));
        return rest;
    }

    /** The parameters with this row and its neighbour in each other's place; as they are where there is none. */
    Map<String, String> moved(int index, boolean up, Map<String, String> posted) {
        TreeSet<Integer> indices = indices(posted);
        Integer other = up ? indices.lower(index) : indices.higher(index);
        if (other == null || !indices.contains(index)) {
            return posted;
        }
        String here = name + "[" + index + "].";
        String there = name + "[" + other + "].";
        var swapped = new HashMap<String, String>();
        posted.forEach((key, value) -> swapped.put(
                key.startsWith(here)
                        ? there + key.substring(here.length())
                        : key.startsWith(there) ? here + key.substring(there.length()) : key,
                value));
        return swapped;
    }

    /**
     * The parameters with more rows behind the others, in the place of blank ones.
     *
     * @param more each row by the values of its first cells
     */
    Map<String, String> with(List<List<String>> more, Map<String, String> posted) {
        Map<String, String> rows = new HashMap<>(posted);
        for (int index : indices(posted)) {
            String row = name + "[" + index + "].";
            if (cells.stream()
                    .allMatch(cell -> posted.getOrDefault(row + cell.key(), "").isEmpty())) {
                rows = without(index, rows);
            }
        }
        TreeSet<Integer> indices = indices(posted);
        int next = indices.isEmpty() ? 0 : indices.last() + 1;
        for (List<String> values : more) {
            for (int i = 0; i < Math.min(values.size(), cells.size()); i++) {
                rows.put(name + "[" + next + "]." + cells.get(i).key(), values.get(i));
            }
            next++;
        }
        return rows;
    }

    private JsonNode edited(JsonNode base, JsonNode shown, int index, Map<String, String> posted) {
        JsonNode row = base.deepCopy();
        for (Field cell : cells) {
            String typed = posted.get(name + "[" + index + "]." + cell.key());
            if (typed == null || Field.plain(typed).equals(show(shown, cell))) {
                continue;
            }
            ObjectNode object = row instanceof ObjectNode already ? already : Trees.object();
            JsonNode value = cell.read(Field.plain(typed));
            if (value == null) {
                object.remove(cell.key());
            } else {
                object.set(cell.key(), value);
            }
            row = object;
        }
        return row;
    }

    private TreeSet<Integer> indices(Map<String, String> posted) {
        Pattern row = Pattern.compile(Pattern.quote(name) + "\\[([0-9]{1,6})]\\..*");
        var indices = new TreeSet<Integer>();
        for (String key : posted.keySet()) {
            Matcher matcher = row.matcher(key);
            if (matcher.matches()) {
                indices.add(Integer.valueOf(matcher.group(1)));
            }
        }
        return indices;
    }

    private static int origin(@Nullable String at, JsonNode base) {
        if (at == null || !at.matches("[0-9]{1,6}")) {
            return -1;
        }
        int index = Integer.parseInt(at);
        return base.isArray() && index < base.size() ? index : -1;
    }

    /** The rows to show: one for each element, then blank ones. */
    List<JsonNode> rows(JsonNode shown, int blanks) {
        var rows = new ArrayList<JsonNode>(shown.isArray() ? shown.values() : List.of());
        for (int i = 0; i < Math.max(blanks, rows.isEmpty() ? 1 : 0); i++) {
            rows.add(MissingNode.getInstance());
        }
        return rows;
    }
}
