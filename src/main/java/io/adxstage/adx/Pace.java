package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import reactor.core.publisher.Mono;

/**
 * Reads every answer of a cluster and its storage, and notes when one asks for a pause: 429, or 503 with a
 * {@code Retry-After}. All stages that send there wait until it is over. Thread-safe.
 */
final class Pace implements HttpClient {

    /** Where none is named. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Whatever is named. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HttpClient http;
    private volatile Instant resume = Instant.MIN;

    Pace(HttpClient http) {
        this.http = http;
    }

    /** When sending may go on; in the past where nobody asked for a pause. */
    Instant resume() {
        return resume;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return http.send(request).doOnNext(this::look);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return http.send(request, context).doOnNext(this::look);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        HttpResponse response = http.sendSync(request, context);
        look(response);
        return response;
    }

    private void look(HttpResponse response) {
        String retryAfter = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        int status = response.getStatusCode();
        if (status == 429 || (status == 503 && retryAfter != null)) {
            Instant now = Instant.now();
            Duration pause = retryAfter == null ? USUAL : pause(retryAfter, now);
            resume = now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        }
    }

    /** Seconds, or a date (RFC 9110, 10.2.3). */
    static Duration pause(String retryAfter, Instant now) {
        String value = retryAfter.strip();
        try {
            return value.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException neither) {
            return USUAL;
        }
    }
}
