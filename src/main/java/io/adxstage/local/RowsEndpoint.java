package io.adxstage.local;

import io.adxstage.local.kusto.Kusto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what arrived: {@code GET /} for people, {@code GET /rows/{database}/{table}?limit=N} for both. */
final class RowsEndpoint implements Endpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 100_000;

    private final Kusto kusto;

    RowsEndpoint(Kusto kusto) {
        this.kusto = kusto;
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        List<String> path = exchange.path();
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.respondHeader("Allow", "GET, HEAD");
            exchange.problem(405, "Rows are read with GET.");
        } else if (path.isEmpty()) {
            html(exchange, 200, RowsPage.tables(kusto.tables()));
        } else if (path.equals(List.of("stand-in.css"))) {
            exchange.send(200, "text/css; charset=utf-8", style());
        } else if (path.size() == 3 && path.getFirst().equals("rows")) {
            rows(exchange, path.get(1), path.get(2));
        } else {
            exchange.problem(404, "Rows are at /rows/{database}/{table}.");
        }
    }

    private void rows(Exchange exchange, String database, String table) throws IOException {
        Optional<Integer> limit = limit(exchange);
        if (limit.isEmpty()) {
            exchange.problem(400, "limit is a whole number from 0 to " + MOST + ".");
            return;
        }
        Optional<Kusto.Excerpt> excerpt = kusto.last(database, table, limit.get());
        boolean page = exchange.header("Accept")
                .filter(types -> types.contains("text/html"))
                .isPresent();
        if (excerpt.isEmpty()) {
            exchange.problem(
                    404,
                    "There is no table '" + table + "' in database '" + database + "'. See / for those there are.");
        } else if (page) {
            html(exchange, 200, RowsPage.rows(database, table, excerpt.get()));
        } else {
            exchange.json(200, json(excerpt.get()));
        }
    }

    private static ObjectNode json(Kusto.Excerpt excerpt) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("count", excerpt.count());
        ArrayNode rows = answer.putArray("rows");
        excerpt.rows().forEach(rows::add);
        return answer;
    }

    private static Optional<Integer> limit(Exchange exchange) {
        String text = exchange.parameter("limit").orElse(String.valueOf(DEFAULT_LIMIT));
        return Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .filter(limit -> limit <= MOST);
    }

    private static void html(Exchange exchange, int status, String page) throws IOException {
        exchange.respondHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
        exchange.respondHeader("Cache-Control", "no-store");
        exchange.send(status, "text/html; charset=utf-8", page);
    }

    private static String style() throws IOException {
        try (InputStream file = RowsEndpoint.class.getResourceAsStream("stand-in.css")) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
