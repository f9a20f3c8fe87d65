package io.adxstage.local.kusto;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** String literals of KQL: {@code 'a'}, {@code "a"}, {@code @'a'}, {@code ```a```}; adjacent ones are one text. */
final class Literal {

    static final String ONE =
            "```.*?```|@'(?:[^']|'')*'|@\"(?:[^\"]|\"\")*\"|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"";

    /** One literal or several, as one group. */
    static final String PATTERN = "((?:\\s*(?:" + ONE + "))+)";

    private static final Pattern EACH = Pattern.compile(ONE, Pattern.DOTALL);

    private Literal() {}

    static String value(String literals) {
        StringBuilder value = new StringBuilder();
        Matcher each = EACH.matcher(literals);
        while (each.find()) {
            value.append(one(each.group()));
        }
        return value.toString();
    }

    private static String one(String literal) {
        if (literal.startsWith("```")) {
            return literal.substring(3, literal.length() - 3);
        }
        if (literal.startsWith("@")) {
            String quote = literal.substring(1, 2);
            return literal.substring(2, literal.length() - 1).replace(quote + quote, quote);
        }
        return unescaped(literal.substring(1, literal.length() - 1));
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            char escaped = text.charAt(++at);
            plain.append(
                    switch (escaped) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return plain.toString();
    }
}
