package io.adxstage.ui;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a value stands in a document.
 *
 * @param keys from the top; a column of the table by its name
 */
record Place(List<String> keys) {

    static final Place TOP = new Place(List.of());

    /** The list whose elements are told apart by name: their order means nothing, since a row is written by name. */
    static final Place COLUMNS = TOP.then("columns");

    Place {
        keys = List.copyOf(keys);
    }

    Place then(String key) {
        return new Place(Stream.concat(keys.stream(), Stream.of(key)).toList());
    }

    String last() {
        return keys.isEmpty() ? "" : keys.getLast();
    }

    /** Whether it is one of the columns. */
    boolean isColumn() {
        return keys.size() == 2 && keys.getFirst().equals("columns");
    }

    /** As people read it: {@code batch.time}, {@code columns.temperature.path}. */
    public String label() {
        return String.join(".", keys);
    }

    /** As a form sends it, after RFC 6901. */
    public String id() {
        return keys.stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
