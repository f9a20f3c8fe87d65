package io.adxstage.message;

/** What Azure Data Explorer makes of a value in a column, without telling anybody. */
public enum Effect {
    /** It stays what it is. */
    KEPT("is kept"),
    /** It does not fit the column's type. */
    NULL("becomes null"),
    /** A string over 1 MiB. */
    CUT("is cut at 1 MiB"),
    /** The table has no such column. */
    DROPPED("is dropped");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** To follow "the value": {@code becomes null}. */
    public String words() {
        return words;
    }
}
