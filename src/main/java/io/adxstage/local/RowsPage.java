package io.adxstage.local;

import io.adxstage.local.kusto.Kusto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stand-in's pages. They renew themselves without a script, and everything shown is escaped. */
final class RowsPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="2">
            <title>%s</title>
            <link rel="stylesheet" href="/stand-in.css">
            </head>
            <body>
            <main>
            %s
            </main>
            <footer>ADX stand-in of adx-stage, on this machine only. This page renews itself every 2 seconds.</footer>
            </body>
            </html>
            """;

    private RowsPage() {}

    static String tables(List<Kusto.Summary> tables) {
        String rows = tables.stream().map(RowsPage::table).collect(Collectors.joining("\n"));
        return PAGE.formatted("Tables", """
                <h1>Tables</h1>
                <div class="wide"><table>
                <thead><tr><th>Database</th><th>Table</th><th class="number">Rows</th><th>Columns</th></tr></thead>
                <tbody>
                %s
                </tbody>
                </table></div>
                """.formatted(rows));
    }

    private static String table(Kusto.Summary table) {
        return "<tr><td>%s</td><td><a href=\"/rows/%s/%s\">%s</a></td><td class=\"number\">%d</td><td class=\"quiet\">%s</td></tr>"
                .formatted(
                        escaped(table.database()),
                        escaped(segment(table.database())),
                        escaped(segment(table.table())),
                        escaped(table.table()),
                        table.count(),
                        escaped(table.schema()));
    }

    /** Newest first, since that is what one looks for. */
    static String rows(String database, String table, Kusto.Excerpt excerpt) {
        String header = excerpt.columns().stream()
                .map(column -> "<th>" + escaped(column) + "</th>")
                .collect(Collectors.joining());
        String rows = excerpt.rows().reversed().stream().map(RowsPage::row).collect(Collectors.joining("\n"));
        String count = excerpt.count() == 1 ? "1 row" : "%,d rows".formatted(excerpt.count());
        return PAGE.formatted(escaped(table), """
                <p><a href="/">Tables</a></p>
                <h1>%s <span class="quiet">in %s</span></h1>
                <p>%s, the newest first.</p>
                <div class="wide"><table>
                <thead><tr>%s</tr></thead>
                <tbody>
                %s
                </tbody>
                </table></div>
                """.formatted(escaped(table), escaped(database), count, header, rows));
    }

    private static String row(ObjectNode row) {
        return row.valueStream().map(RowsPage::cell).collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String cell(JsonNode value) {
        if (value.isNull()) {
            return "<td class=\"quiet\">null</td>";
        }
        String text = escaped(value.isString() ? value.stringValue() : value.toString());
        return value.isNumber() ? "<td class=\"number\">" + text + "</td>" : "<td>" + text + "</td>";
    }

    private static String segment(String name) {
        return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
