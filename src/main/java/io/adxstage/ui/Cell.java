package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value of one side of a comparison, as it may be shown.
 *
 * @param kind ends the key of the text that stands for it, where it is not shown itself: {@code absent}, {@code secret},
 *     {@code newSecret}; otherwise {@code value}
 */
record Cell(String kind, String text) {

    /** Stands in a masked copy for a literal secret that differs from the one it is compared with. */
    static final String NEW_SECRET = Secret.MASK + " (new)";

    private static final int SHORT = 60;

    static Cell of(Place place, JsonNode value) {
        if (Trees.absent(value)) {
            return new Cell("absent", "");
        }
        ObjectNode holder = Trees.object();
        holder.set(place.last(), value);
        JsonNode shown = Masks.mask(holder).path(place.last());
        if (Secret.MASK.equals(shown.stringValue(null))) {
            return new Cell(shown.equals(value) ? "secret" : "newSecret", "");
        }
        return new Cell("value", text(place, shown));
    }

    private static String text(Place place, JsonNode shown) {
        if (place.isColumn() && shown instanceof ObjectNode column) {
            ObjectNode rest = column.deepCopy();
            rest.remove("name");
            String path = rest.path("path").stringValue(null);
            return rest.isEmpty()
                    ? ".\"" + place.last() + "\""
                    : rest.size() == 1 && path != null ? path : rest.toString();
        }
        return shown.isString() ? shown.stringValue() : shown.isContainer() ? shown.toPrettyString() : shown.toString();
    }

    public boolean isValue() {
        return kind.equals("value");
    }

    /** One line of it, for a sentence. */
    public String brief() {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHORT ? line : line.substring(0, SHORT - 1) + "…";
    }
}
