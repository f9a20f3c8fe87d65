package io.adxstage.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over the real server, byte by byte. */
@SpringBootTest(classes = ApiRoom.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WireTests {

    @LocalServerPort
    int port;

    @Test
    void aChunkedBodyIsCutOffAtTheLimit() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            write(socket, """
                    POST /api/stages HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Transfer-Encoding: chunked\r
                    Connection: close\r
                    \r
                    """);
            var chunk = " ".repeat(0x10000);
            for (int i = 0; i <= 16; i++) {
                write(socket, "10000\r\n" + chunk + "\r\n");
            }
            write(socket, "0\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("application/problem+json", "1 MiB");
        }
    }

    @Test
    void anAnnouncedLengthOverTheLimitIsRefusedBeforeTheBodyIsSent() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            write(socket, """
                    POST /api/stages HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: 1048577\r
                    Expect: 100-continue\r
                    Connection: close\r
                    \r
                    """);
            assertThat(answer(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aRefusalHasNoSessionAndAStrictPolicy() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            write(socket, "GET /api/stages/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 404")
                    .contains("Content-Security-Policy: default-src 'none'")
                    .doesNotContain("Set-Cookie");
        }
    }

    @Test
    void aHeadHasTheHeadersOfAGet() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            write(socket, "HEAD /api/stages/from-file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 200")
                    .contains("ETag: \"1\"")
                    .doesNotContain("{");
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
