package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.spool.SealedBatch;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of a batch when the way to the cluster is spoiled: the vendor's clients, a proxy, the stand-in. */
class FaultyDeliveryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void start() throws Exception {
        target = new Target(dir.resolve("one"), PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Kind.MANAGEMENT, Mode.status(401), false, "does not accept the sign-in (401)"),
                Arguments.of(Kind.MANAGEMENT, Mode.status(403), false, "may not ingest into factory (403)"),
                Arguments.of(Kind.MANAGEMENT, Mode.status(404), false, "no data management service at localhost"),
                Arguments.of(Kind.MANAGEMENT, Mode.status(503), false, "localhost is not available"),
                // One answer, or the attempt as a whole: whichever patience ends first.
                Arguments.of(Kind.MANAGEMENT, Mode.HANG, false, "localhost did not "),
                Arguments.of(Kind.MANAGEMENT, Mode.BLACK_HOLE, false, "localhost did not "),
                Arguments.of(Kind.MANAGEMENT, Mode.RESET, false, "The connection to localhost was lost"),
                Arguments.of(Kind.MANAGEMENT, Mode.CUT_ANSWER, false, "The connection to localhost was lost"),
                Arguments.of(Kind.BLOB, Mode.STORAGE_FORBIDDEN, false, "access expired, which is renewed by itself"),
                Arguments.of(Kind.BLOB, Mode.status(401), false, "access expired, which is renewed by itself"),
                Arguments.of(Kind.BLOB, Mode.status(404), false, "has moved (404)"),
                Arguments.of(Kind.BLOB, Mode.status(503), false, "localhost is not available"),
                Arguments.of(Kind.BLOB, Mode.throttled(Duration.ZERO), false, "asked too much (429)"),
                Arguments.of(Kind.BLOB, Mode.HANG, false, "The upload to the storage of localhost was not done"),
                Arguments.of(Kind.BLOB, Mode.BLACK_HOLE, false, "The upload to the storage of localhost was not done"),
                Arguments.of(Kind.BLOB, Mode.RESET, false, "*.blob.core.windows.net"),
                Arguments.of(Kind.BLOB, Mode.CUT_ANSWER, false, "*.blob.core.windows.net"),
                Arguments.of(Kind.QUEUE, Mode.STORAGE_FORBIDDEN, false, "access expired, which is renewed by itself"),
                Arguments.of(Kind.QUEUE, Mode.status(503), false, "localhost is not available"),
                Arguments.of(Kind.QUEUE, Mode.throttled(Duration.ZERO), false, "asked too much (429)"),
                Arguments.of(Kind.QUEUE, Mode.status(500), true, "localhost is not available"),
                Arguments.of(Kind.QUEUE, Mode.HANG, true, "did not confirm the batch within 3s"),
                Arguments.of(Kind.QUEUE, Mode.BLACK_HOLE, true, "did not confirm the batch within 3s"),
                Arguments.of(Kind.QUEUE, Mode.RESET, true, "The connection to localhost was lost"),
                Arguments.of(Kind.QUEUE, Mode.CUT_ANSWER, true, "The connection to localhost was lost"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldAsItIsAndTheNextSendingGoesThrough(Kind kind, Mode mode, boolean mayHaveArrived, String words)
            throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(kind, mode);

        assertThat(target.send(batch)).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason())
                    .contains(words)
                    .doesNotContain("sig=stand-in")
                    .doesNotContain("\n");
            assertThat(again.mayHaveArrived()).isEqualTo(mayHaveArrived);
        });

        target.proxy.set(Mode.PASS);
        assertThat(target.send(batch)).isEqualTo(new Delivery.Accepted());
        assertThat(target.rows()).isEqualTo(mode == Mode.CUT_ANSWER && kind == Kind.QUEUE ? 4 : 2);
    }

    @Test
    void theUploadAreaIsKnownForAnHourWhateverTheClusterDoes() throws Exception {
        target.send(target.batch(0));
        target.proxy.set(Kind.MANAGEMENT, Mode.HANG);

        assertThat(target.send(target.batch(1))).isEqualTo(new Delivery.Accepted());
    }

    static Stream<Arguments> faultsOfTheStorage() {
        return Stream.of(
                Arguments.of(Kind.BLOB, Mode.STORAGE_FORBIDDEN),
                Arguments.of(Kind.BLOB, Mode.status(500)),
                Arguments.of(Kind.BLOB, Mode.HANG),
                Arguments.of(Kind.BLOB, Mode.CUT_ANSWER),
                Arguments.of(Kind.QUEUE, Mode.STORAGE_FORBIDDEN),
                Arguments.of(Kind.QUEUE, Mode.status(404)),
                Arguments.of(Kind.QUEUE, Mode.RESET));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheStorage")
    void afterAFaultOfTheStorageTheClusterIsAskedWhereToUploadNow(Kind kind, Mode mode) throws Exception {
        target.send(target.batch(0));
        SealedBatch batch = target.batch(1);
        target.proxy.set(kind, mode);
        assertThat(target.send(batch)).isInstanceOf(Delivery.TryAgain.class);
        target.proxy.set(Mode.PASS);
        long asked = target.proxy.requests(Kind.MANAGEMENT);

        assertThat(target.send(batch)).isEqualTo(new Delivery.Accepted());

        assertThat(target.proxy.requests(Kind.MANAGEMENT)).isGreaterThan(asked);
    }

    @Test
    void aClusterThatIsAskedTooMuchSaysSo() throws Exception {
        target.send(target.batch(0));
        target.proxy.set(Kind.QUEUE, Mode.STORAGE_FORBIDDEN);
        target.send(target.batch(1));
        target.proxy.set(Kind.MANAGEMENT, Mode.throttled(Duration.ZERO));

        assertThat(target.send(target.batch(2)))
                .isEqualTo(new Delivery.TryAgain(
                        "localhost is asked too much (429): sending goes on by itself after a pause.", false));
    }

    @Test
    void nothingListensThere() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Mode.REFUSE);

        assertThat(target.send(batch)).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains("The connection to localhost was refused");
            assertThat(again.mayHaveArrived()).isFalse();
        });

        target.proxy.set(Mode.PASS);
        assertThat(target.send(batch)).isEqualTo(new Delivery.Accepted());
    }

    @Test
    void theStorageAloneCannotBeReached() throws Exception {
        target.send(target.batch(0));
        SealedBatch batch = target.batch(1);
        target.proxy.set(Mode.REFUSE);

        assertThat(target.send(batch)).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains("*.queue.core.windows.net must be reachable");
            assertThat(again.mayHaveArrived()).isFalse();
        });
    }

    @Test
    void aLargeBatchGoesUpInPieces() throws Exception {
        byte[] noise = new byte[60_000];
        String[] rows = new String[120];
        for (int i = 0; i < rows.length; i++) {
            new Random(i).nextBytes(noise);
            rows[i] = "{\"Batch\":" + i + ",\"noise\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}";
        }

        assertThat(target.send(target.batches.of(rows))).isEqualTo(new Delivery.Accepted());

        assertThat(target.rows()).isEqualTo(rows.length);
        assertThat(target.proxy.requests(Kind.BLOB)).isGreaterThan(2);
    }

    @Test
    void aBatchWhoseFileIsGoneIsRefused() throws Exception {
        SealedBatch batch = target.batch(1);
        Files.delete(batch.file());

        assertThat(target.send(batch))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains("is gone"));
    }

    @Test
    void aClusterThatAsksForAPauseGetsItFromEveryStage() throws Exception {
        target.send(target.batch(0));
        target.proxy.set(Kind.QUEUE, Mode.throttled(Duration.ofHours(1)));
        target.send(target.batch(1));
        target.proxy.set(Mode.PASS);
        long uploads = target.proxy.requests(Kind.BLOB);

        assertThat(target.send(target.batch(2))).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains("nothing is sent there until");
            assertThat(again.mayHaveArrived()).isFalse();
        });
        assertThat(target.proxy.requests(Kind.BLOB)).isEqualTo(uploads);
    }

    @Test
    void whileOneClusterHangsAnotherIsSentToAtOnce() throws Exception {
        try (Target other = new Target(dir.resolve("other"), Duration.ofMinutes(1));
                Target hanging = new Target(dir.resolve("hanging"), Duration.ofMinutes(1))) {
            hanging.proxy.set(Mode.HANG);
            SealedBatch[] stuck = new SealedBatch[40];
            for (int i = 0; i < stuck.length; i++) {
                stuck[i] = hanging.batch(i);
            }
            var waiting = Stream.of(stuck)
                    .map(batch -> CompletableFuture.supplyAsync(
                            () -> hanging.send(batch),
                            task -> Thread.ofVirtual().start(task)))
                    .toList();
            Awaitility.await().until(() -> hanging.proxy.requests(Kind.MANAGEMENT) == 1);

            assertThat(other.send(other.batch(1))).isEqualTo(new Delivery.Accepted());
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            hanging.proxy.set(Mode.PASS);
            waiting.forEach(CompletableFuture::join);
        }
    }

    @Test
    void anInterruptedSendingTellsWhetherItMayHaveArrived() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.QUEUE, Mode.HANG);
        AtomicReference<Delivery> delivery = new AtomicReference<>();
        Thread sending = Thread.ofVirtual().start(() -> delivery.set(target.send(batch)));
        Awaitility.await().until(() -> target.proxy.requests(Kind.QUEUE) == 1);

        sending.interrupt();
        sending.join();

        assertThat(delivery.get())
                .isEqualTo(new Delivery.TryAgain("The stage stopped before the cluster answered.", true));
    }

    @Test
    void anAnnouncementThatWasGivenUpOnAndGotThroughIsNotRepeated() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.QUEUE, Mode.slow(PATIENCE.plusSeconds(1)));

        assertThat(target.send(batch)).isInstanceOf(Delivery.TryAgain.class);
        assertThat(target.send(batch)).isEqualTo(new Delivery.Accepted());

        assertThat(target.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"MANAGEMENT", "BLOB"})
    void whatWasGivenUpOnEndsByItself(Kind kind) throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(kind, Mode.HANG);

        assertThat(target.send(batch)).isInstanceOf(Delivery.TryAgain.class);

        Awaitility.await().until(target.cluster::isIdle);
        assertThat(target.rows()).isZero();
    }

    @Test
    void aBatchIsNeverUnderWayTwice() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.QUEUE, Mode.HANG);

        assertThat(target.send(batch)).isInstanceOf(Delivery.TryAgain.class);
        assertThat(target.send(batch)).isInstanceOf(Delivery.TryAgain.class);

        assertThat(target.proxy.requests(Kind.QUEUE)).isEqualTo(1);
    }
}
