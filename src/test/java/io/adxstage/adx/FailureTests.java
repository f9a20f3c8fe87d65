package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT https://x.blob.core.windows.net/c/b.gz?sv=2024&sig=SECRET%3D failed",
                "url='https://x.blob.core.windows.net/c?sp=rw&sig=SECRET', again",
                "BlobEndpoint=x;SharedAccessSignature=sv=2024&sp=rw&sig=SECRET&se=1",
                "(HTTPS://x.queue.core.windows.net/q?SIG=SECRET)",
                "https://user:SECRET@host/path"
            })
    void noSignatureIsShown(String message) {
        assertThat(Failure.describe(new IllegalStateException(message))).doesNotContain("SECRET");
        assertThat(Failure.describe(new IllegalStateException("outer", new RuntimeException(message))))
                .startsWith("outer: ")
                .doesNotContain("SECRET");
    }

    @Test
    void whatIsSaidIsSaidOnceInOneLine() {
        var inner = new RuntimeException("the host\n  is\tunknown");
        assertThat(Failure.describe(new RuntimeException("no upload", new RuntimeException("no upload", inner))))
                .isEqualTo("no upload: the host is unknown");
        assertThat(Failure.describe(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void aLongStoryIsCut() {
        Throwable story = Stream.iterate(0, i -> i + 1)
                .limit(50)
                .map(i -> new RuntimeException(i + "x".repeat(200)))
                .reduce((one, next) -> (RuntimeException) next.initCause(one))
                .orElseThrow();
        assertThat(Failure.describe(story)).hasSize(600).endsWith("…");
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), false),
                Arguments.of(new HttpConnectTimeoutException("late"), false),
                Arguments.of(new UnknownHostException("x"), false),
                Arguments.of(new SSLHandshakeException("no trust"), false),
                Arguments.of(new IOException("Connection reset"), true),
                Arguments.of(new HttpTimeoutException("late"), true),
                Arguments.of(new TimeoutException(), true),
                Arguments.of(new IllegalStateException("never heard of"), true));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void whatMayHaveArrivedIsWhatWasSentAndNotRefused(Throwable failed, boolean mayHaveArrived) {
        assertThat(Failure.mayHaveArrived(failed)).isEqualTo(mayHaveArrived);
        assertThat(Failure.mayHaveArrived(new RuntimeException("outer", failed)))
                .isEqualTo(mayHaveArrived);
        Throwable suppressing = new IllegalStateException("outer");
        suppressing.addSuppressed(failed);
        assertThat(Failure.mayHaveArrived(suppressing)).isEqualTo(mayHaveArrived);
    }

    @Test
    void noTokenIsShown() {
        assertThat(Failure.describe(new IllegalStateException("Authorization: Bearer eyJ0eXAi.eyJhdWQi.c2ln sent")))
                .isEqualTo("Authorization: Bearer … sent");
        assertThat(Failure.describe(new IllegalStateException("\"authorizationContext\":\"eyJ0eXAi.eyJhdWQi.c2ln\"")))
                .doesNotContain("eyJ");
    }
}
