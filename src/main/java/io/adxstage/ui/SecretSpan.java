package io.adxstage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the value of a secret stands in JSON text that cannot be read. The text is broken, so rather too much counts
 * than too little: a string reaches over line ends up to its closing quote, and up to the end of that line where
 * nothing sensible follows the quote.
 *
 * @param key lower case
 * @param from offset of the value's first character
 * @param to offset behind its last character
 */
record SecretSpan(String key, int from, int to) {

    private static final Pattern KEY =
            Pattern.compile("(?i)[\"']?\\b(clientSecret|certificate|password)\\b[\"']?\\s*[:=]\\s*");

    private static final Pattern CLEAN_END = Pattern.compile("\\s*+(?:[,}\\]]|$)|[^\\S\\n]*+\\n|\\s++\"");

    static List<SecretSpan> in(String text) {
        var spans = new ArrayList<SecretSpan>();
        Matcher key = KEY.matcher(text);
        int next = 0;
        while (key.find(next)) {
            int to = valueEnd(text, key.end());
            spans.add(new SecretSpan(key.group(1).toLowerCase(Locale.ROOT), key.end(), to));
            next = Math.max(to, key.end());
        }
        return spans;
    }

    String value(String text) {
        return text.substring(from, to);
    }

    private static int valueEnd(String text, int from) {
        char first = from < text.length() ? text.charAt(from) : '\n';
        return switch (first) {
            case '"', '\'' -> stringEnd(text, from, first);
            case '[', '{' -> end(text, from, "]}", 1);
            default -> end(text, from, ",}]\n", 0);
        };
    }

    private static int stringEnd(String text, int from, char quote) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        int behind = Math.min(at + 1, text.length());
        boolean clean = CLEAN_END.matcher(text).region(behind, text.length()).lookingAt();
        return clean ? behind : end(text, behind, "\n", 0);
    }

    /** The first of some characters, or the end; and so many characters more. */
    private static int end(String text, int from, String stops, int more) {
        int at = from;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Math.min(at + more, text.length());
    }
}
