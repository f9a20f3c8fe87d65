package io.adxstage.local;

import io.adxstage.local.kusto.IngestRequest;
import io.adxstage.local.kusto.Kusto;
import io.adxstage.local.kusto.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol that Kusto clients speak: {@code /v1/rest/...} and {@code /v2/rest/query}. */
final class RestEndpoint implements Endpoint {

    /** The most that one streaming request may carry, in bytes. */
    private static final int MOST_STREAMED = 4 << 20;

    private final Kusto kusto;
    private final Blobs blobs;

    RestEndpoint(Kusto kusto, Blobs blobs) {
        this.kusto = kusto;
        this.blobs = blobs;
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        exchange.respondHeader(
                "x-ms-client-request-id",
                exchange.header("x-ms-client-request-id").orElse(""));
        exchange.respondHeader("x-ms-activity-id", UUID.randomUUID().toString());
        List<String> path = exchange.path();
        String what = exchange.method() + " " + String.join("/", path.subList(0, Math.min(3, path.size())));
        try {
            switch (what) {
                case "POST v1/rest/mgmt" -> {
                    JsonNode request = exchange.json();
                    exchange.json(200, kusto.command(address(exchange), database(request), text(request)));
                }
                case "POST v2/rest/query" -> {
                    JsonNode request = exchange.json();
                    exchange.json(200, kusto.query(database(request), text(request)));
                }
                case "POST v1/rest/query" -> {
                    JsonNode request = exchange.json();
                    exchange.json(200, kusto.queryV1(database(request), text(request)));
                }
                case "POST v1/rest/ingest" -> stream(exchange, path);
                // Without metadata clients take the public cloud's, which is right: no token is asked for here.
                default -> exchange.problem(404, "The stand-in does not know " + what + ".");
            }
        } catch (Refusal refusal) {
            exchange.json(refusal.status(), Kusto.error(refusal));
        } catch (JacksonException malformed) {
            exchange.problem(400, "The request is no JSON: " + malformed.getOriginalMessage());
        }
    }

    /** What the caller calls this place, which is a proxy's name where it came through one. */
    private static String address(Exchange exchange) {
        return exchange.header("Host").orElse("localhost");
    }

    private static String database(JsonNode request) {
        return request.path("db").asString("");
    }

    private static String text(JsonNode request) {
        return request.path("csl").asString("");
    }

    private void stream(Exchange exchange, List<String> path) throws IOException {
        if (path.size() != 5) {
            exchange.problem(404, "Stream to /v1/rest/ingest/{database}/{table}.");
            return;
        }
        IngestRequest request = IngestRequest.of(
                        path.get(3),
                        path.get(4),
                        exchange.parameter("streamFormat").orElse("csv"))
                .withMappingReference(exchange.parameter("mappingName")
                        .filter(name -> !name.isEmpty())
                        .orElse(null));
        byte[] data = data(exchange);
        if (data.length > MOST_STREAMED) {
            throw Refusal.tooLarge(MOST_STREAMED);
        }
        exchange.json(200, kusto.stream(request, new ByteArrayInputStream(data)));
    }

    /** The body itself, or what lies at the address that the body names. */
    private byte[] data(Exchange exchange) throws IOException {
        boolean named =
                exchange.parameter("sourceKind").filter("uri"::equalsIgnoreCase).isPresent();
        try (InputStream data = named ? named(exchange) : exchange.body()) {
            return data.readNBytes(MOST_STREAMED + 1);
        }
    }

    private InputStream named(Exchange exchange) throws IOException {
        JsonNode body = JsonMapper.shared().readTree(exchange.body().readAllBytes());
        String address = body.path("SourceUri").asString("");
        return blobs.open(Blobs.nameIn(address))
                .orElseThrow(() -> Refusal.ingestion("Download_SourceNotFound", "There is no blob at that address."));
    }
}
