package io.adxstage.local.kusto;

import java.util.regex.Pattern;

/** Names of databases, tables and columns: bare, or quoted as {@code ['any name']}. */
final class EntityName {

    /** A name inside a command, bare or quoted. */
    static final String PATTERN = "(\\['(?:[^'\\\\]|\\\\.)*'\\]|\\[\"(?:[^\"\\\\]|\\\\.)*\"\\]|[\\w.\\-]+)";

    private static final Pattern BARE = Pattern.compile("[a-zA-Z_]\\w*");
    private static final Pattern ALLOWED = Pattern.compile("[\\w .\\-]{1,1024}");

    private EntityName() {}

    /** The name itself, out of its quotes. */
    static String unquoted(String written) {
        String name = written.startsWith("['") || written.startsWith("[\"")
                ? written.substring(2, written.length() - 2).replaceAll("\\\\(.)", "$1")
                : written;
        if (!ALLOWED.matcher(name).matches()) {
            throw Refusal.syntax(
                    "The name '" + name + "' is not allowed: use letters, digits, _, space, . and -, up to 1024.");
        }
        return name;
    }

    static String quoted(String name) {
        return BARE.matcher(name).matches() ? name : "['" + name + "']";
    }
}
