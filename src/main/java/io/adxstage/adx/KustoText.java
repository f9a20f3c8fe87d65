package io.adxstage.adx;

import java.util.regex.Pattern;

/**
 * Names and texts inside commands and queries. Everything that goes into one goes through here, so that nothing in a stage
 * can become a command of its own.
 */
public final class KustoText {

    /** The vendor's page on entity names: letters, digits, underscores, spaces, dots and dashes, up to 1024. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}_ .\\-]{1,1024}");

    private KustoText() {}

    /**
     * A name in brackets and quotes: {@code ['my table']}.
     *
     * @throws IllegalArgumentException where it is no entity name
     */
    public static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name in Azure Data Explorer: " + name);
        }
        return "['" + name + "']";
    }

    /** A string literal: {@code 'it\\'s'}. */
    public static String literal(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            switch (at) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(at) || at == '\u2028' || at == '\u2029') {
                        quoted.append(String.format("\\u%04x", (int) at));
                    } else {
                        quoted.append(at);
                    }
                }
            }
        }
        return quoted.append('\'').toString();
    }
}
