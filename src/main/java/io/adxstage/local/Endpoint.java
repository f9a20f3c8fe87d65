package io.adxstage.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of the stand-in that answers requests. */
@FunctionalInterface
interface Endpoint {

    void answer(Exchange exchange) throws IOException;

    /** Names of this machine for itself; under another one a web page elsewhere might be calling. */
    Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Refuses foreign hosts, and answers 500 with a sentence rather than closing the connection without one. */
    static HttpHandler guarded(Endpoint endpoint) {
        Logger log = LoggerFactory.getLogger(Endpoint.class);
        return http -> {
            try (http) {
                Exchange exchange = new Exchange(http);
                if (!LOOPBACK.contains(hostOf(http))) {
                    exchange.problem(403, "The stand-in answers requests to localhost only.");
                    return;
                }
                endpoint.answer(exchange);
            } catch (RuntimeException unexpected) {
                log.warn("The ADX stand-in failed at {} {}", http.getRequestMethod(), http.getRequestURI(), unexpected);
                if (http.getResponseCode() == -1) {
                    new Exchange(http).problem(500, "The stand-in failed: " + unexpected);
                }
            }
        };
    }

    private static String hostOf(HttpExchange http) {
        String host = http.getRequestHeaders().getFirst("Host");
        return host == null ? "" : host.replaceFirst(":\\d+$", "");
    }
}
