package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
