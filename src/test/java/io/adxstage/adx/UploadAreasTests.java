package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class UploadAreasTests {

    private final AtomicInteger asked = new AtomicInteger();

    private UploadArea next() {
        return new UploadArea(List.of(), List.of(), "token-" + asked.incrementAndGet(), List.of());
    }

    @Test
    void theClusterIsAskedOnceUntilSomebodyDoubtsTheAnswer() throws Exception {
        UploadAreas areas = new UploadAreas(this::next);
        UploadArea first = areas.current();
        assertThat(areas.current()).isSameAs(first);

        areas.doubt(first);
        UploadArea second = areas.current();
        assertThat(second).isNotEqualTo(first);
        areas.doubt(first);
        assertThat(areas.current()).isSameAs(second);
    }

    @Test
    void aFailureIsToldAndTheNextOneAsksAgain() throws Exception {
        UploadAreas areas = new UploadAreas(() -> {
            if (asked.get() == 0) {
                asked.incrementAndGet();
                throw new IllegalStateException("not now");
            }
            return next();
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(areas::current)
                .withMessageContaining("not now");
        assertThat(areas.current().identityToken()).isEqualTo("token-2");
    }

    @Test
    void whereSeveralWantItOneAsksForAll() {
        CountDownLatch open = new CountDownLatch(1);
        UploadAreas areas = new UploadAreas(() -> {
            UploadArea area = next();
            try {
                open.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            return area;
        });
        List<CompletableFuture<UploadArea>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> current(areas), task -> Thread.ofVirtual().start(task)))
                .limit(5)
                .toList();
        Awaitility.await().until(() -> asked.get() == 1);
        open.countDown();

        assertThat(waiting.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    private static UploadArea current(UploadAreas areas) {
        try {
            return areas.current();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
