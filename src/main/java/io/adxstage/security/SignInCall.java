package io.adxstage.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** Asks who is there: 401, as a problem. */
@Component
class SignInCall implements AuthenticationEntryPoint {

    private final Refusals refusals;

    SignInCall(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        // At "Basic" a browser opens its own dialog over our page; a scheme it does not know only says "sign in".
        var scheme = isFromScript(request) ? "Session" : "Basic";
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"adx-stage\", charset=\"UTF-8\"");
        refusals.send(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "Sign in first: with HTTP Basic, or on the page /login. The name and the password are those of"
                        + " adx-stage.security.username and .password.");
    }

    /** Sends people to a page instead, and only scripts the problem. */
    AuthenticationEntryPoint orPage(String path) {
        var page = new LoginUrlAuthenticationEntryPoint(path);
        return (request, response, why) -> {
            if (isFromScript(request)) {
                commence(request, response, why);
            } else {
                page.commence(request, response, why);
            }
        };
    }

    /** Whether a script of a page asks, rather than a program or somebody who opens the address. */
    static boolean isFromScript(HttpServletRequest request) {
        var mode = request.getHeader("Sec-Fetch-Mode");
        return (mode != null && !mode.equals("navigate")) || request.getHeader("X-Requested-With") != null;
    }
}
