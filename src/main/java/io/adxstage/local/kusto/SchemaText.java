package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns as commands write them: {@code a:string, ['my column']:long}. */
final class SchemaText {

    private static final Pattern COLUMN = Pattern.compile("\\s*" + EntityName.PATTERN + "\\s*:\\s*([\\w.]+)\\s*(,|$)");

    private SchemaText() {}

    /** @throws Refusal where the text is no list of columns, a type is unknown or a name comes twice */
    static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Matcher matcher = COLUMN.matcher(text.strip());
        int end = 0;
        while (end < text.strip().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw Refusal.syntax("Expected 'name:type, name:type' but found '"
                        + text.strip().substring(end) + "'.");
            }
            Column column = column(matcher.group(1), matcher.group(2));
            if (!names.add(column.name())) {
                throw Refusal.syntax("Column '" + column.name() + "' is there twice.");
            }
            columns.add(column);
            end = matcher.end();
        }
        return columns;
    }

    private static Column column(String name, String type) {
        ColumnType known = ColumnType.named(type)
                .orElseThrow(() -> Refusal.syntax("There is no type '" + type
                        + "': use bool, int, long, real, decimal, string, datetime, timespan, guid or dynamic."));
        return new Column(EntityName.unquoted(name), known);
    }
}
