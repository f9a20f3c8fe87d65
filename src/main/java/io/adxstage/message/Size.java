package io.adxstage.message;

import java.util.Map;

/** How many bytes of UTF-8 a value takes, without writing it where it is plain that it takes few. */
final class Size {

    /** A character of a string takes at most that in JSON, as a control character: {@code \u0001}. */
    private static final int LONGEST_ESCAPE = 6;

    private Size() {}

    /** Whether a text itself takes at most so many bytes. */
    static boolean isAtMost(String text, int most) {
        if (text.length() <= most / 3) {
            return true;
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Half of a surrogate pair: two of them make four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes <= most;
    }

    /** Whether the JSON of a value takes at most so many bytes. */
    static boolean isAtMost(Value value, int most) {
        return atMost(value) <= most || JsonLine.bytes(value).length <= most;
    }

    /** Not less than the JSON takes, and for short values not much more. */
    private static long atMost(Value value) {
        return switch (value) {
            case Value.Null none -> 4;
            case Value.Bool bool -> 5;
            case Value.Number(String text) -> text.length();
            case Value.Text(String text) -> atMost(text);
            case Value.Array(var elements) -> {
                long size = 2;
                for (Value element : elements) {
                    size += 1 + atMost(element);
                }
                yield size;
            }
            case Value.Object(Map<String, Value> members) -> {
                long size = 2;
                for (var member : members.entrySet()) {
                    size += 2 + atMost(member.getKey()) + atMost(member.getValue());
                }
                yield size;
            }
        };
    }

    private static long atMost(String text) {
        return 2 + (long) LONGEST_ESCAPE * text.length();
    }
}
