package io.adxstage.stage;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Says in our own words what is wrong with a text. The parser's words are not passed on: they quote what stands there,
 * and that may be a secret that lost its quotes.
 */
final class MalformedText {

    private MalformedText() {}

    static StageText.Malformed at(String text, int offset, String detail) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            char c = text.charAt(i);
            boolean lineEnds = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            line += lineEnds ? 1 : 0;
            column = lineEnds ? 1 : column + 1;
        }
        return new StageText.Malformed(line, column, detail);
    }

    static StageText.Malformed explain(String text, JsonParser parser, RuntimeException fault) {
        TokenStreamLocation found = fault instanceof JacksonException said ? said.getLocation() : null;
        TokenStreamLocation location = found == null ? parser.currentLocation() : found;
        int offset = (int) Math.clamp(location.getCharOffset(), 0L, (long) text.length());
        if (fault instanceof UnexpectedEndOfInputException) {
            return at(
                    text,
                    text.length(),
                    "The document ends here, but a brace, a bracket or a double quote is still open. Close it.");
        }
        if (fault instanceof StreamConstraintsException) {
            return at(
                    text,
                    offset,
                    "The document is nested deeper than " + StrictJson.MAX_DEPTH
                            + " levels, or has a number or text too long to read. Make it smaller.");
        }
        String said = fault instanceof JacksonException jackson ? jackson.getOriginalMessage() : "";
        if (said.startsWith("Duplicate")) {
            int keyStarts = text.lastIndexOf('"', Math.max(0, text.lastIndexOf('"', offset - 1) - 1));
            return at(text, Math.max(0, keyStarts), "This key stands twice in the same object. Keep one of them.");
        }
        return at(text, offset, atCharacter(text, offset, said.contains("expecting comma")));
    }

    private static String atCharacter(String text, int offset, boolean commaMissing) {
        char c = offset < text.length() ? text.charAt(offset) : ' ';
        if (c == '}' || c == ']') {
            return lastBefore(text, offset) == ','
                    ? "There is a comma before this " + c + ". Remove the comma."
                    : "This " + c + " closes something that is not open, or comes before a value. Check the brackets.";
        }
        if (commaMissing) {
            return "A comma is missing before this.";
        }
        return switch (c) {
            case '/', '#' -> "JSON has no comments. Remove this one; a stage has a description field.";
            case '\'' -> "Texts and keys stand in double quotes, not in single quotes.";
            case ',' -> "A value is missing before this comma.";
            case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                "This is no JSON number: no plus sign, no leading zero, digits on both sides of the dot, and an exponent"
                        + " within reason.";
            default -> inOrOutOfText(c);
        };
    }

    private static String inOrOutOfText(char c) {
        if (c < ' ') {
            return "A line break or control character stands inside a text. Write it as \\n, or close the double quote"
                    + " before it.";
        }
        if (c == '\\') {
            return "This escape is unknown. A backslash itself is written \\\\.";
        }
        return Character.isLetter(c) || c == '_'
                ? "A bare word stands here. Texts and keys stand in double quotes; bare are only true, false and null."
                : "Something else was expected here: a value, or a key in double quotes.";
    }

    private static char lastBefore(String text, int offset) {
        int at = offset - 1;
        while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
            at--;
        }
        return at < 0 ? ' ' : text.charAt(at);
    }

    /** Where a well-formed JSON text has half of a surrogate pair, as a character or as an escape; -1 where nowhere. */
    static int loneSurrogate(String json) {
        int highAt = -1;
        int at = 0;
        while (at < json.length()) {
            int start = at;
            char c = json.charAt(at++);
            if (c == '\\') {
                c = json.charAt(at++);
                if (c == 'u') {
                    c = (char) Integer.parseInt(json, at, at + 4, 16);
                    at += 4;
                }
            }
            if (Character.isLowSurrogate(c) != (highAt >= 0)) {
                return highAt >= 0 ? highAt : start;
            }
            highAt = Character.isHighSurrogate(c) ? start : -1;
        }
        return highAt;
    }
}
