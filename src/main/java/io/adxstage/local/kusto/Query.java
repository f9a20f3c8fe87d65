package io.adxstage.local.kusto;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simplest queries: a table, and a few operators behind it. */
final class Query {

    /** Where the service cuts results off. */
    private static final long MOST_ROWS = 500_000;

    private static final Pattern TABLE = Pattern.compile(EntityName.PATTERN);

    private final Tables tables;
    private final Rows rows;

    Query(Tables tables, Rows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    ResultTable run(String database, String text) {
        List<String> parts = Pipes.split(text);
        Matcher name = TABLE.matcher(parts.getFirst());
        if (!name.matches()) {
            throw Refusal.syntax(
                    "The stand-in answers queries that begin with a table's name, not '" + parts.getFirst() + "'.");
        }
        Table table = tables.get(database, EntityName.unquoted(name.group(1)));
        if (parts.size() == 2 && parts.get(1).equalsIgnoreCase("count")) {
            return ResultTable.of("Count:long").row(rows.count(table));
        }
        ResultTable all = new ResultTable(table.columns());
        rows.first(table, MOST_ROWS).forEach(all::row);
        return Pipes.apply(all, parts.subList(1, parts.size()));
    }
}
