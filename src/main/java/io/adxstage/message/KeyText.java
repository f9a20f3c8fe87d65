package io.adxstage.message;

/** The text of a key that is no string: a number's digits, else its JSON. */
final class KeyText {

    private KeyText() {}

    static String of(Value key) {
        return key instanceof Value.Text(String text) ? text : JsonLine.text(key);
    }

    /**
     * A map as a key of a map as a key and so on doubles its escapes with every level: forty bytes would make a text of
     * a terabyte.
     */
    static void check(int keys) throws Malformed {
        if (keys > 1) {
            throw new Malformed("a key of a map has a map in its own keys");
        }
    }
}
