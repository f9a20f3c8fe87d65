package io.adxstage.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a path in one pass from left to right, and knows where it stopped and why. */
final class PathParser {

    sealed interface Outcome {}

    record Parsed(Path path) implements Outcome {}

    /**
     * @param position from 1, the character at fault
     * @param reason a clause: what was expected there
     * @param indexTooLarge the grammar holds, only the number is out of range
     */
    record Failed(int position, String reason, boolean indexTooLarge) implements Outcome {}

    private final String text;
    private final List<Path.Segment> segments = new ArrayList<>();
    private int at;

    private PathParser(String text) {
        this.text = text;
    }

    static Outcome parse(String text) {
        return new PathParser(text).path();
    }

    private Outcome path() {
        if (!found('.')) {
            return failed("a path starts with a dot");
        }
        if (at == text.length()) {
            return new Parsed(new Path(text, List.of()));
        }
        Failed failed = segment();
        while (failed == null && at < text.length()) {
            if (found('.')) {
                failed = segment();
            } else if (text.charAt(at) == '[') {
                failed = index();
            } else {
                failed = failed("after a step comes a dot or [; other keys go in double quotes, like .\"asset-id\"");
            }
        }
        return failed == null ? new Parsed(new Path(text, segments)) : failed;
    }

    private @Nullable Failed segment() {
        if (at < text.length()) {
            char next = text.charAt(at);
            if (next == '[') {
                return index();
            }
            if (next == '"') {
                return quoted();
            }
            if (startsName(next)) {
                int start = at;
                while (at < text.length() && continuesName(text.charAt(at))) {
                    at++;
                }
                segments.add(new Path.Segment.Key(text.substring(start, at)));
                return null;
            }
        }
        return failed("after a dot comes a name, a key in double quotes, or [");
    }

    private @Nullable Failed index() {
        at++;
        Failed failed = at < text.length() && text.charAt(at) == '"' ? quoted() : number();
        if (failed != null) {
            return failed;
        }
        return found(']') ? null : failed("a ] is missing");
    }

    private @Nullable Failed number() {
        int start = at;
        boolean negative = found('-');
        int digits = at;
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = Math.min(value * 10 + (text.charAt(at++) - '0'), 1L << 32);
        }
        if (at == digits) {
            return failed("inside [ ] stands a whole number or a key in double quotes");
        }
        long signed = negative ? -value : value;
        if (signed != (int) signed) {
            return new Failed(start + 1, "the index is too large", restHolds());
        }
        segments.add(new Path.Segment.Index((int) signed));
        return null;
    }

    /** Whether the grammar holds with a small number in place of the one that is too large. */
    private boolean restHolds() {
        Outcome rest = parse(".[0" + text.substring(at));
        return rest instanceof Parsed || (rest instanceof Failed failed && failed.indexTooLarge());
    }

    private @Nullable Failed quoted() {
        int open = at++;
        StringBuilder key = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"') {
                at++;
                segments.add(new Path.Segment.Key(key.toString()));
                return null;
            }
            if (next == '\\') {
                at++;
                if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
                    return failed("inside double quotes only \\\" and \\\\ are escapes");
                }
                next = text.charAt(at);
            }
            key.append(next);
            at++;
        }
        return new Failed(open + 1, "the double quote that opens here is not closed", false);
    }

    private boolean found(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private Failed failed(String reason) {
        return new Failed(at + 1, reason, false);
    }

    private static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean continuesName(char c) {
        return startsName(c) || (c >= '0' && c <= '9');
    }
}
