package io.adxstage.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses unsafe requests that a page of another site makes in somebody's browser. Takes the place of a CSRF token for
 * programs, which send neither header.
 */
final class OriginCheck extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Refusals refusals;

    OriginCheck(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) || !foreign(request)) {
            chain.doFilter(request, response);
        } else {
            refusals.send(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "A page of another site may not change anything here. Call the API from this service's own pages,"
                            + " or from a program that sends neither Origin nor Sec-Fetch-Site.");
        }
    }

    private static boolean foreign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if ("cross-site".equals(site) || "same-site".equals(site)) {
            return true;
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        // Our referrer policy makes browsers write "null" for some requests of our own pages; the other header tells.
        return "null".equals(origin) ? !"same-origin".equals(site) : !own(origin, request);
    }

    /** The scheme is left out: behind a proxy that ends TLS the service does not know it. */
    private static boolean own(String origin, HttpServletRequest request) {
        var start = origin.indexOf("://");
        var authority = authority(start < 0 ? origin : origin.substring(start + 3));
        return authority.equals(authority(request.getHeader(HttpHeaders.HOST)))
                || authority.equals(authority(request.getServerName() + ":" + request.getServerPort()));
    }

    private static String authority(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)?$", "");
    }
}
