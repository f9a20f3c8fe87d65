package io.adxstage.ui;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which element of the form a place of the document is written in. */
final class Spots {

    /** Objects whose absence or kind is a matter of what is chosen there. */
    private static final Map<String, String> CHOSEN_AT = Map.of(
            "/authentication", "authentication.type",
            "/retry", "retry.type",
            "/input", "input",
            "/input/authentication", "input.authentication.type",
            "/input/format", "input.format.type",
            "/columns", "columns",
            "/input/format/columns", "input.format.columns");

    private static final Pattern ELEMENT = Pattern.compile("(.+)/([0-9]+)(?:/([^/]+))?");

    private Spots() {}

    /** The id of an element that has this name. */
    static String id(String name) {
        return "f-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** The id of a cell. */
    static String id(RowTable table, int row, Field cell) {
        return id(table.name() + "-" + row + "-" + cell.key());
    }

    /** The id of the element in which this place is written; nothing where the form has none. */
    static Optional<String> of(String pointer) {
        String chosenAt = CHOSEN_AT.get(pointer);
        if (chosenAt != null) {
            return Optional.of(id(chosenAt));
        }
        for (Field field : StageFields.ALL) {
            String place = field.pointer().toString();
            boolean line = field.shape() == Shape.LINES && pointer.startsWith(place + "/");
            if (pointer.equals(place) || line) {
                return Optional.of(id(field.name()));
            }
        }
        Matcher element = ELEMENT.matcher(pointer);
        return element.matches() ? cell(element.group(1), element.group(2), element.group(3)) : Optional.empty();
    }

    private static Optional<String> cell(String list, String row, @Nullable String key) {
        for (RowTable table : StageFields.TABLES) {
            if (Trees.pointer(table.name()).toString().equals(list)) {
                return table.cells().stream()
                        .filter(cell -> key == null || cell.key().equals(key))
                        .findFirst()
                        .map(cell -> id(table, Integer.parseInt(row), cell));
            }
        }
        return Optional.empty();
    }
}
