package io.adxstage.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** One request and its answer. */
record Exchange(HttpExchange http) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    String method() {
        return http.getRequestMethod();
    }

    /** The parts of the path, decoded. */
    List<String> path() {
        return Arrays.stream(http.getRequestURI().getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
    }

    Optional<String> parameter(String name) {
        String query = http.getRequestURI().getRawQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equalsIgnoreCase(name))
                .map(pair -> pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                .findFirst();
    }

    /** The body, unpacked where it says that it is packed. */
    InputStream body() throws IOException {
        boolean packed =
                header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        return packed ? new GZIPInputStream(http.getRequestBody()) : http.getRequestBody();
    }

    JsonNode json() throws IOException {
        return MAPPER.readTree(body().readAllBytes());
    }

    void respondHeader(String name, String value) {
        http.getResponseHeaders().set(name, value);
    }

    void json(int status, JsonNode body) throws IOException {
        send(status, "application/json; charset=utf-8", body.toString());
    }

    /** RFC 9457. */
    void problem(int status, String detail) throws IOException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("detail", detail)
                .toString();
        send(status, "application/problem+json", body);
    }

    void send(int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        respondHeader("Content-Type", type);
        respondHeader("X-Content-Type-Options", "nosniff");
        boolean noBody = bytes.length == 0 || "HEAD".equals(method());
        http.sendResponseHeaders(status, noBody ? -1 : bytes.length);
        if (!noBody) {
            http.getResponseBody().write(bytes);
        }
    }

    void empty(int status) throws IOException {
        http.sendResponseHeaders(status, -1);
    }
}
