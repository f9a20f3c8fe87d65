package io.adxstage.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages load only what this service serves. Nothing inline runs; a style element is taken with the nonce that
 * templates find as request attribute {@value #NONCE}.
 */
final class ContentSecurityPolicy extends OncePerRequestFilter {

    static final String NONCE = "cspNonce";

    private static final String REST = "; img-src 'self' data:; connect-src 'self'; font-src 'self';"
            + " manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final SecureRandom random = new SecureRandom();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var nonce = nonce();
        request.setAttribute(NONCE, nonce);
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; script-src 'self'; " + styles(request, nonce) + REST);
        chain.doFilter(request, response);
    }

    /** The page of springdoc writes styles of its own and knows no nonce. */
    private static String styles(HttpServletRequest request, String nonce) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/swagger-ui/")
                ? "style-src 'self' 'unsafe-inline'"
                : "style-src 'self' 'nonce-" + nonce + "'";
    }

    private String nonce() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
