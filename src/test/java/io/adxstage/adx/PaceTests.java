package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PaceTests {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 120 ', PT2M",
        "'Thu, 01 Jan 2026 10:00:30 GMT', PT30S",
        "soon, PT10S",
        "99999999999999999999, PT10S"
    })
    void aPauseIsGivenInSecondsOrAsADate(String retryAfter, Duration pause) {
        assertThat(Pace.pause(retryAfter, NOW)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"429, 60, true", "429, , true", "503, 60, true", "503, , false", "200, 60, false", "403, , false"})
    void onlyWhoAsksForAPauseGetsOne(int status, @Nullable String retryAfter, boolean paused) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, "http://localhost");
        Instant before = Instant.now();

        Pace one = new Pace(answering(status, retryAfter));
        one.send(request).block();
        assertThat(one.resume().isAfter(before)).isEqualTo(paused);

        Pace other = new Pace(answering(status, retryAfter));
        other.sendSync(request, Context.NONE).close();
        assertThat(other.resume().isAfter(before)).isEqualTo(paused);
    }

    @Test
    void noPauseIsLongerThanTenMinutes() {
        Pace pace = new Pace(answering(429, "999999"));
        pace.send(new HttpRequest(HttpMethod.GET, "http://localhost")).block();
        assertThat(pace.resume()).isBefore(Instant.now().plus(Duration.ofMinutes(11)));
    }

    private static HttpClient answering(int status, @Nullable String retryAfter) {
        return request -> Mono.just(new Answer(request, status, retryAfter));
    }

    private static final class Answer extends HttpResponse {
        private final int status;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpRequest request, int status, @Nullable String retryAfter) {
            super(request);
            this.status = status;
            if (retryAfter != null) {
                headers.set(HttpHeaderName.RETRY_AFTER, retryAfter);
            }
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.empty();
        }
    }
}
