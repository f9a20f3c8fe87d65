package io.adxstage.stage.shape;

/**
 * Where a value stands in a document.
 *
 * @param pointer JSON Pointer (RFC 6901)
 * @param label the same for human eyes: {@code columns[0].name}; empty for the whole document
 */
public record Place(String pointer, String label) {

    /** The whole document. */
    public static final Place ROOT = new Place("", "");

    public Place child(String key) {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        return new Place(pointer + "/" + escaped, label.isEmpty() ? Words.shown(key) : label + "." + Words.shown(key));
    }

    public Place child(int index) {
        return new Place(pointer + "/" + index, label + "[" + index + "]");
    }

    /** How a sentence about this place begins. */
    public String named() {
        return label.isEmpty() ? "The document" : label;
    }
}
