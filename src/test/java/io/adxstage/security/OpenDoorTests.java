package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Without a password: everybody on this machine, and nobody's web page. */
@SpringBootTest(classes = Doorstep.class)
@AutoConfigureMockMvc
class OpenDoorTests {

    @Autowired
    MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/probe", "/actuator/health", "/actuator/prometheus"})
    void nobodyIsAskedToSignIn(String path) {
        assertThat(mvc.get().uri(path).header("Host", "localhost:8080")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/probe",
                "/actuator/health",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/login",
                "/assets/x"
            })
    void aForeignHostIsRefusedEverywhere(String path) {
        var answer = mvc.get().uri(path).header("Host", "evil.example:8080").exchange();
        assertThat(answer).hasStatus(HttpStatus.FORBIDDEN).hasContentType("application/problem+json;charset=UTF-8");
        assertThat(answer).bodyJson().extractingPath("$.detail").asString().contains("localhost");
        assertThat(answer).bodyJson().extractingPath("$.instance").isEqualTo(path);
    }

    @Test
    void aForwardedNameDoesNotHideAForeignHost() {
        assertThat(mvc.get().uri("/api/probe").header("Host", "evil.example").header("X-Forwarded-Host", "localhost"))
                .hasStatus(HttpStatus.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Origin, Sec-Fetch-Site, status
                "-,                      -,           200",
                "http://localhost:8080,  -,           200",
                "http://localhost:8080,  same-origin, 200",
                "-,                      same-origin, 200",
                "-,                      none,        200",
                "null,                   same-origin, 200",
                "null,                   -,           403",
                "http://evil.example,    -,           403",
                "http://localhost:3000,  -,           403",
                "http://localhost:3000,  same-site,   403",
                "http://localhost,       -,           403",
                "http://127.0.0.1:8080,  -,           403",
                "-,                      cross-site,  403",
                "http://localhost:8080,  cross-site,  403",
            })
    void anUnsafeCallOfAForeignPageIsRefused(String origin, String site, int status) {
        var call = mvc.post().uri("/api/probe").header("Host", "localhost:8080");
        if (origin != null) {
            call.header("Origin", origin);
        }
        if (site != null) {
            call.header("Sec-Fetch-Site", site);
        }
        assertThat(call).hasStatus(status);
    }

    @Test
    void aSafeCallOfAForeignPageIsAnswered() {
        assertThat(mvc.get().uri("/api/probe").header("Sec-Fetch-Site", "cross-site"))
                .hasStatusOk();
    }

    @Test
    void aDefaultPortMayBeLeftOut() {
        assertThat(mvc.post().uri("/api/probe").header("Host", "localhost:80").header("Origin", "http://localhost"))
                .hasStatusOk();
    }

    @Test
    void aPageTakesAFormWithItsTokenOnly() {
        assertThat(mvc.post().uri("/saved")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.post().uri("/saved").with(csrf())).hasStatusOk();
    }

    @Test
    void thereIsNoSignInPage() {
        assertThat(mvc.get().uri("/login")).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/");
    }

    @Test
    void everyAnswerCarriesTheHeadersOfACarefulService() {
        for (var path : new String[] {"/", "/api/probe", "/nowhere", "/actuator/health"}) {
            var answer = mvc.get().uri(path).exchange();
            assertThat(answer)
                    .hasHeader("X-Content-Type-Options", "nosniff")
                    .hasHeader("X-Frame-Options", "DENY")
                    .hasHeader("Referrer-Policy", "no-referrer")
                    .hasHeader("Cross-Origin-Opener-Policy", "same-origin")
                    .hasHeader("Cross-Origin-Resource-Policy", "same-origin")
                    .containsHeader("Permissions-Policy")
                    .doesNotContainHeader("Strict-Transport-Security");
            assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
                    .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
        }
        assertThat(mvc.get().uri("/").secure(true)).containsHeader("Strict-Transport-Security");
    }

    @Test
    void theNonceIsFreshAndKnownToThePage() throws Exception {
        var first = mvc.get().uri("/").accept(MediaType.TEXT_HTML).exchange().getResponse();
        var second = mvc.get().uri("/").accept(MediaType.TEXT_HTML).exchange().getResponse();
        assertThat(first.getContentAsString()).isNotEqualTo(second.getContentAsString());
        var nonce = first.getContentAsString().replaceAll("</?p>", "");
        assertThat(first.getHeader("Content-Security-Policy")).contains("'nonce-" + nonce + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api//probe", "/api/probe;x=1", "/api/%2e%2e/probe", "/api/a%2Fb"})
    void aCleverPathIsRefusedAsAProblem(String path) {
        assertThat(mvc.get().uri(URI.create(path)))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentType("application/problem+json;charset=UTF-8");
    }
}
