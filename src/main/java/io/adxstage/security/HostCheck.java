package io.adxstage.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where nobody has to sign in, lets in only requests that call this machine by a loopback name. Listening on loopback is
 * not enough: a web page may let its own name point to 127.0.0.1 and then be read and written by its scripts.
 */
final class HostCheck extends OncePerRequestFilter {

    private final Refusals refusals;

    HostCheck(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Loopback.isHost(host(request))) {
            chain.doFilter(request, response);
        } else {
            refusals.send(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "Without a password this service answers to localhost only, and the Host header names another"
                            + " host. Open it as http://localhost, or set adx-stage.security.password.");
        }
    }

    /** The header itself, because forwarded headers, which a page's script can set, may have changed the server name. */
    private static String host(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.HOST);
        return header == null ? request.getServerName() : header;
    }
}
