package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTests {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes());
            seen.add(exchange.getRequestMethod() + " " + body.length());
            byte[] answer = exchange.getRequestHeaders().getFirst("Host").getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        proxy = new FaultProxy(
                URI.create("http://localhost:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop(0);
    }

    @Test
    void passesOnWhateverTheBodyIsFramedIn() throws Exception {
        assertThat(send("/v1/rest/mgmt", BodyPublishers.noBody()).body()).isEqualTo("localhost:" + proxy.port());
        send("/v1/rest/mgmt", BodyPublishers.ofString("x".repeat(100_000)));
        send("/v1/rest/mgmt", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[50_000])));

        assertThat(seen).containsExactly("POST 0", "POST 100000", "POST 50000");
        assertThat(proxy.requests(Kind.MANAGEMENT)).isEqualTo(3);
    }

    @Test
    void spoilsOneKindAndLeavesTheOthers() throws Exception {
        proxy.set(Kind.QUEUE, Mode.throttled(Duration.ofSeconds(7)));

        HttpResponse<String> throttled = send("/storage/queue/messages?sig=s", BodyPublishers.ofString("m"));
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(send("/v1/rest/mgmt", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(seen).hasSize(1);
    }

    @Test
    void losesTheAnswerOfARequestThatArrived() {
        proxy.set(Mode.CUT_ANSWER);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> send("/x", BodyPublishers.ofString("m")));
        assertThat(seen).containsExactly("POST 1");
    }

    @Test
    void resetsAmidTheBody() {
        proxy.set(Mode.RESET);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> send("/x", BodyPublishers.ofString("x".repeat(1_000_000))));
        assertThat(seen).isEmpty();
    }

    @Test
    void closesThePortAndOpensItAgain() throws Exception {
        proxy.set(Mode.REFUSE);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> send("/x", BodyPublishers.noBody()));

        proxy.set(Mode.PASS);
        assertThat(send("/x", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    }

    @Test
    void closesTheStorageAloneWhereItHasAPortOfItsOwn() throws Exception {
        proxy.withOwnPort(Kind.BLOB);
        server.createContext("/v1/rest/mgmt", exchange -> {
            String host = exchange.getRequestHeaders().getFirst("Host");
            byte[] answer = "http://%1$s/storage/container http://%1$s/storage/queue"
                    .formatted(host)
                    .getBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        String[] places = send("/v1/rest/mgmt", BodyPublishers.noBody()).body().split(" ");
        URI blob = URI.create(places[0] + "/b");
        HttpRequest upload =
                HttpRequest.newBuilder(blob).PUT(BodyPublishers.ofString("m")).build();

        assertThat(places[1]).isEqualTo(proxy.url() + "/storage/queue");
        assertThat(blob.getPort()).isNotEqualTo(proxy.port());
        assertThat(http.send(upload, BodyHandlers.ofString()).body()).isEqualTo("localhost:" + blob.getPort());
        proxy.set(Kind.BLOB, Mode.REFUSE);
        // Refused, or a connection that stood is gone.
        assertThatThrownBy(() -> http.send(upload, BodyHandlers.ofString())).isInstanceOf(IOException.class);
        assertThat(send("/x", BodyPublishers.noBody()).statusCode()).isEqualTo(200);

        proxy.set(Mode.PASS);
        assertThat(http.send(upload, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        // The one that was not answered may have come in on the connection that stood.
        assertThat(proxy.requests(Kind.BLOB)).isBetween(2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG", "BLACK_HOLE"})
    void leavesARequestHangingUntilTheModeChanges(String mode) {
        proxy.set(Mode.Plain.valueOf(mode));
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(request("/x", BodyPublishers.ofString("m")), BodyHandlers.ofString());
        Awaitility.await().until(() -> proxy.requests(Kind.OTHER) == 1);
        assertThat(waiting).isNotDone();

        proxy.set(Mode.PASS);
        Awaitility.await().until(waiting::isCompletedExceptionally);
        assertThat(seen).isEmpty();
    }

    @Test
    void passesOnLate() throws Exception {
        proxy.set(Mode.slow(Duration.ofMillis(20)));
        assertThat(send("/x", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(proxy.url() + path)).POST(body).build();
    }
}
