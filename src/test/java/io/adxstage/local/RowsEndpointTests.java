package io.adxstage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsEndpointTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static AdxStandIn standIn;

    @BeforeAll
    static void start() throws Exception {
        standIn = AdxStandIn.inMemory().start();
        standIn.createTable("factory", "ovens", "n:int, on:bool, at:datetime, text:string, any:dynamic");
        var unused = standIn.command("factory", ".alter table ['ovens'] policy streamingingestion enable");
        standIn.createTable("other db", "my table", "a:int");
        StringBuilder lines = new StringBuilder();
        for (int n = 1; n <= 150; n++) {
            lines.append("{\"n\":").append(n).append("}\n");
        }
        lines.append(
                "{\"n\":151,\"on\":true,\"at\":\"2023-08-10T00:54:58.6572007Z\",\"text\":\"<b>&\",\"any\":{\"x\":[1]}}");
        post("/v1/rest/ingest/factory/ovens?streamFormat=json", lines.toString());
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void theCountIsOfAllRowsAndTheRowsAreTheLastOnes() throws Exception {
        HttpResponse<String> answer = get("/rows/factory/ovens?limit=2", "*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("{\"count\":151,\"rows\":["
                        + "{\"n\":150,\"on\":null,\"at\":null,\"text\":\"\",\"any\":null},"
                        + "{\"n\":151,\"on\":true,\"at\":\"2023-08-10T00:54:58.6572007Z\",\"text\":\"<b>&\",\"any\":{\"x\":[1]}}"
                        + "]}");
    }

    @Test
    void aHundredRowsComeUnlessAskedOtherwise() throws Exception {
        assertThat(get("/rows/factory/ovens", "*/*").body())
                .contains("{\"n\":52,")
                .doesNotContain("{\"n\":51,");
        assertThat(get("/rows/factory/ovens?limit=1000", "*/*").body()).contains("{\"n\":1,");
        assertThat(get("/rows/factory/ovens?limit=0", "*/*").body()).isEqualTo("{\"count\":151,\"rows\":[]}");
    }

    @Test
    void namesMayHoldSpaces() throws Exception {
        assertThat(get("/rows/other%20db/my%20table", "*/*").body()).isEqualTo("{\"count\":0,\"rows\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/rows/factory/nowhere, 404",
        "/rows/nowhere/ovens, 404",
        "/rows/factory, 404",
        "/nowhere, 404",
        "/rows/factory/ovens?limit=many, 400",
        "/rows/factory/ovens?limit=-1, 400"
    })
    void whatIsWrongIsSaidAsAProblem(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path, "*/*");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status, "\"detail\":\"");
    }

    @Test
    void thePageShowsTheTablesWithTheirCounts() throws Exception {
        assertThat(get("/", "text/html").body())
                .contains("<a href=\"/rows/factory/ovens\">ovens</a>", ">151<", "/rows/other%20db/my%20table");
    }

    @Test
    void aBrowserSeesTheNewestRowFirstAndEverythingEscaped() throws Exception {
        HttpResponse<String> page = get("/rows/factory/ovens", "text/html,application/xhtml+xml");

        assertThat(page.body())
                .contains("&lt;b&gt;&amp;", "<meta http-equiv=\"refresh\" content=\"2\">", "151 rows")
                .doesNotContain("<b>", "<script");
        assertThat(page.body().indexOf(">151<")).isLessThan(page.body().indexOf(">150<"));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; style-src 'self'");
        assertThat(get("/stand-in.css", "*/*").body()).contains("color-scheme");
    }

    @Test
    void rowsAreNotWritten() throws Exception {
        HttpResponse<String> answer = post("/rows/factory/ovens", "{}");

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", ""})
    void aPageElsewhereCannotReachIt(String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), standIn.port())) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
            out.print("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            out.flush();

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    private static HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().header("Accept", accept), path);
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        return HTTP.send(request.uri(URI.create(standIn.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
