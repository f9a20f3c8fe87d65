package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** The real server, started and knocked at. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @Test
    void withoutAPasswordOnlyThisMachineIsServedAndTheStartSaysWhy(CapturedOutput output) throws Exception {
        try (var context = SpringApplication.run(Doorstep.class, "--server.port=0")) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            assertThat(output).contains("Listening on this machine only", "adx-stage.security.password is not set");
            assertThat(output).doesNotContain("generated security password");
            assertThat(answer("127.0.0.1", port, "localhost")).startsWith("HTTP/1.1 200");
            assertThat(answer("127.0.0.1", port, "evil.example")).startsWith("HTTP/1.1 403");
            for (var address : otherAddresses()) {
                assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> answer(address, port, "localhost"));
            }
        }
    }

    @Test
    void withAPasswordTheCookieOfTheSessionIsKeptFromScripts(CapturedOutput output) throws Exception {
        try (var context = SpringApplication.run(
                Doorstep.class, "--server.port=0", "--adx-stage.security.password=canary-password")) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            assertThat(answer("127.0.0.1", port, "stage.example", "/login"))
                    .startsWith("HTTP/1.1 200")
                    .containsPattern("Set-Cookie: ADX_STAGE_CSRF=[\\w-]+; Path=/; HttpOnly; SameSite=Lax\r\n");
            assertThat(answer("127.0.0.1", port, "stage.example", "/stages/new"))
                    .startsWith("HTTP/1.1 302")
                    .containsPattern("Set-Cookie: ADX_STAGE_SESSION=\\w+; Path=/; HttpOnly; SameSite=Lax\r\n");
            assertThat(output).doesNotContain("Listening on this machine only", "canary-password");
        }
    }

    @Test
    void aWiderAddressWithoutAPasswordEndsTheStartWithASentence(CapturedOutput output) {
        assertThatExceptionOfType(RefusesToStart.class)
                .isThrownBy(() -> SpringApplication.run(Doorstep.class, "--server.port=0", "--server.address=0.0.0.0"));
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "server.address is 0.0.0.0", "Leave out server.address")
                .doesNotContain("\tat ", "Tomcat started");
    }

    private static String answer(String address, int port, String host) throws IOException {
        return answer(address, port, host, "/api/probe");
    }

    private static String answer(String address, int port, String host, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getByName(address), port)) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }
}
