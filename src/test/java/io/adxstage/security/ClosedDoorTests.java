package io.adxstage.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** With a password: whoever knows it. */
@SpringBootTest(
        classes = Doorstep.class,
        properties = {"adx-stage.security.username=ada", "adx-stage.security.password=correct horse"})
@AutoConfigureMockMvc
class ClosedDoorTests {

    @Autowired
    MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/probe",
                "/api/nowhere",
                "/actuator",
                "/actuator/info",
                "/actuator/prometheus",
                "/v3/api-docs"
            })
    void programsAreAskedByHttpBasic(String path) {
        assertThat(mvc.get().uri(path))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasContentType("application/problem+json;charset=UTF-8")
                .hasHeader("WWW-Authenticate", "Basic realm=\"adx-stage\", charset=\"UTF-8\"")
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo(401);
        assertThat(mvc.get().uri(path).with(httpBasic("ada", "correct horse")))
                .matches(answer -> answer.getResponse().getStatus() != 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "Correct horse", "{noop}correct horse"})
    void aWrongPasswordIsAskedAgain(String password) {
        assertThat(mvc.get().uri("/api/probe").with(httpBasic("ada", password))).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void anotherNameIsAskedAgain() {
        assertThat(mvc.get().uri("/api/probe").with(httpBasic("admin", "correct horse")))
                .hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void thePasswordIsGoodForMoreThanOneCall() {
        for (int i = 0; i < 3; i++) {
            assertThat(mvc.post().uri("/api/probe").with(httpBasic("ada", "correct horse")))
                    .hasStatusOk();
        }
    }

    @Test
    void aScriptIsToldWithoutTheDialogOfTheBrowser() {
        assertThat(mvc.get().uri("/api/probe").header("Sec-Fetch-Mode", "cors"))
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasHeader("WWW-Authenticate", "Session realm=\"adx-stage\", charset=\"UTF-8\"");
        assertThat(mvc.get().uri("/").header("X-Requested-With", "fetch")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void healthIsOpenAndTellsNoDetails() {
        assertThat(mvc.get().uri("/actuator/health"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
        assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
    }

    @Test
    void onlyHealthInfoAndMetricsAreExposed() {
        for (var path : new String[] {"env", "beans", "configprops", "heapdump", "loggers", "mappings", "threaddump"}) {
            assertThat(mvc.get().uri("/actuator/" + path).with(httpBasic("ada", "correct horse")))
                    .hasStatus(HttpStatus.NOT_FOUND);
        }
        assertThat(mvc.get().uri("/actuator/prometheus").with(httpBasic("ada", "correct horse")))
                .hasStatusOk();
    }

    @Test
    void peopleAreSentToTheSignInPage() {
        assertThat(mvc.get().uri("/stages/x")).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/login");
        assertThat(mvc.get().uri("/login")).hasStatusOk().bodyText().contains("_csrf", "name=\"password\"");
    }

    @Test
    void whoSignsInComesToThePageAskedForAndMayUseTheApiFromThere() {
        var session = new MockHttpSession();
        mvc.get().uri("/stages/x").session(session).exchange();
        var signIn = mvc.post()
                .uri("/login")
                .session(session)
                .with(csrf())
                .param("username", "ada")
                .param("password", "correct horse")
                .exchange();
        assertThat(signIn).hasStatus(HttpStatus.FOUND);
        assertThat(signIn.getResponse().getRedirectedUrl()).contains("/stages/x");
        assertThat(mvc.get().uri("/").session(session)).hasStatusOk();
        assertThat(mvc.get().uri("/login").session(session)).hasRedirectedUrl("/");
        assertThat(mvc.get().uri("/api/probe").session(session)).hasStatusOk();
        assertThat(mvc.post().uri("/api/probe").session(session).header("Sec-Fetch-Site", "same-origin"))
                .hasStatusOk();
        assertThat(mvc.post().uri("/api/probe").session(session).header("Origin", "http://evil.example"))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.post().uri("/saved").session(session)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.post().uri("/logout").session(session).with(csrf())).hasRedirectedUrl("/login?logout");
        assertThat(mvc.get().uri("/")).hasStatus(HttpStatus.FOUND);
    }

    /** What a browser sends from a page that was opened before the session ended; the token is in its cookie. */
    private MockHttpSession signedInAfterSending(String address, String... parameters) {
        var session = new MockHttpSession();
        var sent = mvc.post().uri(address).session(session).with(csrf());
        for (int i = 0; i < parameters.length; i += 2) {
            sent.param(parameters[i], parameters[i + 1]);
        }
        assertThat(sent).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/login");
        return session;
    }

    private String wayBack(MockHttpSession session) {
        return mvc.post()
                .uri("/login")
                .session(session)
                .with(csrf())
                .param("username", "ada")
                .param("password", "correct horse")
                .exchange()
                .getResponse()
                .getRedirectedUrl();
    }

    @Test
    void whoSentAnEditorAfterTheSessionEndedComesBackToItByTheSignIn() {
        assertThat(wayBack(signedInAfterSending("/stages/s1/edit", "draft", "abc123", "displayName", "x")))
                .isEqualTo("/stages/s1/edit?draft=abc123&tab=form");
    }

    @Test
    void theWayBackLeadsToAnEditorOnlyWhateverStandsInThePost() {
        assertThat(wayBack(signedInAfterSending("/stages/new", "draft", "//evil", "document", "{}")))
                .isEqualTo("/stages/new?tab=advanced");
    }

    @Test
    void whoPressedAnotherButtonAfterTheSessionEndedComesToTheStages() {
        assertThat(wayBack(signedInAfterSending("/stages/s1/stop"))).isEqualTo("/");
    }

    @Test
    void aWrongSignInSaysSoOnThePage() {
        assertThat(mvc.post()
                        .uri("/login")
                        .with(csrf())
                        .param("username", "ada")
                        .param("password", "x"))
                .hasRedirectedUrl("/login?error");
        assertThat(mvc.get().uri("/login?error")).bodyText().contains("role=\"alert\"");
    }

    @Test
    void withAPasswordAnyHostNameIsServed() {
        assertThat(mvc.get().uri("/api/probe").header("Host", "stage.example").with(httpBasic("ada", "correct horse")))
                .hasStatusOk();
    }

    @Test
    void programsGetNoSession() {
        var answer = mvc.get().uri("/api/probe").exchange();
        assertThat(answer.getRequest().getSession(false)).isNull();
    }
}
