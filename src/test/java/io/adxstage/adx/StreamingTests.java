package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.spool.SealedBatch;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of a batch that is streamed: the vendor's client, a proxy that spoils the way, the stand-in. */
class StreamingTests {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void start() throws Exception {
        target = new Target(dir, PATIENCE);
        target.openForStreaming("ovens");
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    private Delivery stream(SealedBatch batch) {
        return target.cluster.stream(batch, target.destination("ovens"), false);
    }

    @Test
    void aStreamedBatchHasArrived() throws Exception {
        assertThat(stream(target.batch(1))).isEqualTo(new Delivery.Accepted(true));

        assertThat(target.rows()).isEqualTo(2);
        assertThat(target.standIn
                        .rows("factory", "ovens")
                        .getFirst()
                        .get("Batch")
                        .intValue())
                .isEqualTo(1);
        assertThat(target.proxy.requests(Kind.STREAM)).isEqualTo(1);
        assertThat(target.proxy.requests(Kind.BLOB)).isZero();
    }

    @Test
    void namesMayHaveSpaces() throws Exception {
        target.standIn.createTable("my factory", "my ovens", "Batch:int");
        Destination spaced =
                new Destination(URI.create(target.proxy.url()), "my factory", "my ovens", List.of("Batch"));
        target.standIn.command("my factory", SetupCommands.enableStreaming(spaced.table()));
        target.standIn.command("my factory", StreamMapping.of(spaced.columns()).command(spaced.table()));

        assertThat(target.cluster.stream(target.batch(1), spaced, false)).isEqualTo(new Delivery.Accepted(true));

        assertThat(target.standIn.count("my factory", "my ovens")).isEqualTo(2);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Mode.status(401), false, Trouble.UNAUTHORIZED, "does not accept the sign-in (401)"),
                Arguments.of(Mode.status(403), false, Trouble.FORBIDDEN, "may not ingest into factory (403)"),
                Arguments.of(Mode.status(404), false, Trouble.STREAMING_OFF, "streaming ingestion is on"),
                Arguments.of(Mode.status(413), false, Trouble.TOO_LARGE, "one streaming request may have 4000000"),
                Arguments.of(Mode.throttled(Duration.ZERO), false, Trouble.THROTTLED, "asked too much (429)"),
                Arguments.of(Mode.status(503), false, Trouble.UNAVAILABLE, "localhost is not available"),
                Arguments.of(Mode.status(500), true, Trouble.UNAVAILABLE, "localhost is not available"),
                Arguments.of(Mode.HANG, true, Trouble.NO_ANSWER, "did not confirm the streamed rows within 3 s"),
                Arguments.of(Mode.BLACK_HOLE, true, Trouble.NO_ANSWER, "did not confirm the streamed rows within 3 s"),
                Arguments.of(Mode.RESET, true, Trouble.OTHER, "The connection to localhost was lost"),
                Arguments.of(Mode.CUT_ANSWER, true, Trouble.OTHER, "The connection to localhost was lost"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsToldAsItIsAndTheNextSendingGoesThrough(
            Mode mode, boolean mayHaveArrived, Trouble trouble, String words) throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.STREAM, mode);

        assertThat(stream(batch)).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains(words).doesNotContain("\n");
            assertThat(again.mayHaveArrived()).isEqualTo(mayHaveArrived);
            assertThat(again.trouble()).isEqualTo(trouble);
        });

        target.proxy.set(Mode.PASS);
        assertThat(stream(batch)).isEqualTo(new Delivery.Accepted(true));
        assertThat(target.rows()).isEqualTo(mode == Mode.CUT_ANSWER ? 4 : 2);
    }

    @Test
    void nothingListensThere() throws Exception {
        target.proxy.set(Mode.REFUSE);

        assertThat(stream(target.batch(1))).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains("The connection to localhost was refused");
            assertThat(again.mayHaveArrived()).isFalse();
            assertThat(again.trouble()).isEqualTo(Trouble.NOT_REACHABLE);
        });
    }

    @Test
    void aClusterThatDoesNotEvenTellItsSignInHasNothing() throws Exception {
        target.proxy.set(Kind.MANAGEMENT, Mode.HANG);

        assertThat(stream(target.batch(1))).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.reason()).contains("localhost could not be reached");
            assertThat(again.mayHaveArrived()).isFalse();
        });
        Awaitility.await().until(target.cluster::isIdle);
        assertThat(target.rows()).isZero();
    }

    @Test
    void aTableThatIsNotOpenSaysTheCommandThatOpensIt() throws Exception {
        target.standIn.command("factory", ".alter table ovens policy streamingingestion disable");

        assertThat(stream(target.batch(1))).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.trouble()).isEqualTo(Trouble.STREAMING_OFF);
            assertThat(again.mayHaveArrived()).isFalse();
            assertThat(again.reason()).contains(".alter table ['ovens'] policy streamingingestion enable");
        });

        target.standIn.command(
                "factory",
                StreamSetup.command(Trouble.STREAMING_OFF, target.destination("ovens"))
                        .orElseThrow());
        assertThat(stream(target.batch(1))).isEqualTo(new Delivery.Accepted(true));
    }

    @Test
    void aMappingThatIsMissingIsCreatedByTheCommandThatIsOffered() throws Exception {
        Destination other =
                new Destination(URI.create(target.proxy.url()), "factory", "ovens", List.of("Batch", "it-is.new 2"));

        assertThat(target.cluster.stream(target.batch(1), other, false))
                .isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
                    assertThat(again.trouble()).isEqualTo(Trouble.NO_MAPPING);
                    assertThat(again.mayHaveArrived()).isFalse();
                    assertThat(again.reason())
                            .contains(StreamMapping.of(other.columns()).name());
                });

        Answer created = target.cluster.command(
                Cluster.Service.ENGINE,
                "factory",
                StreamSetup.command(Trouble.NO_MAPPING, other).orElseThrow(),
                Duration.ofSeconds(20));
        assertThat(created).isInstanceOf(Answer.Table.class);
        assertThat(target.cluster.stream(target.batch(1), other, false)).isEqualTo(new Delivery.Accepted(true));
    }

    @Test
    void aTableThatIsMissingIsWaitedFor() throws Exception {
        assertThat(target.cluster.stream(target.batch(1), target.destination("nowhere"), false))
                .isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
                    assertThat(again.trouble()).isEqualTo(Trouble.NO_ENTITY);
                    assertThat(again.reason()).contains("no table factory.nowhere");
                });
    }

    @Test
    void rowsThatTheServiceCannotReadAreRefused() throws Exception {
        assertThat(stream(target.batches.of("nonsense")))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains("refused the streamed rows"));
    }

    @Test
    void aBatchThatIsTooLargeIsNotEvenTried() throws Exception {
        String line = "{\"Batch\":1,\"text\":\"" + "x".repeat(1_000_000) + "\"}";

        assertThat(stream(target.batches.of(
                        IntStream.range(0, 4).mapToObj(i -> line).toArray(String[]::new))))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.trouble()).isEqualTo(Trouble.TOO_LARGE));
        assertThat(target.proxy.requests(Kind.STREAM)).isZero();
    }

    @Test
    void aBatchWhoseFileIsGoneIsRefused() throws Exception {
        SealedBatch batch = target.batch(1);
        Files.delete(batch.file());

        assertThat(stream(batch)).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void aPauseOfTheEngineIsWaitedForOrToldButDoesNotHoldUpTheQueue() throws Exception {
        target.proxy.set(Kind.STREAM, Mode.throttled(Duration.ofHours(1)));
        stream(target.batch(1));
        target.proxy.set(Mode.PASS);
        long asked = target.proxy.requests(Kind.STREAM);

        assertThat(stream(target.batch(2))).isInstanceOfSatisfying(Delivery.TryAgain.class, again -> {
            assertThat(again.trouble()).isEqualTo(Trouble.THROTTLED);
            assertThat(again.reason()).contains("asked for a pause until");
        });
        assertThat(target.cluster.stream(target.batch(3), target.destination("ovens"), true))
                .isInstanceOf(Delivery.TryAgain.class);
        assertThat(target.proxy.requests(Kind.STREAM)).isEqualTo(asked);
        assertThat(target.send(target.batch(4))).isEqualTo(new Delivery.Accepted());
    }

    @Test
    void whatWasGivenUpOnAndGotThroughIsNotRepeatedByEitherWay() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.STREAM, Mode.slow(PATIENCE.plusSeconds(1)));

        assertThat(stream(batch)).isInstanceOf(Delivery.TryAgain.class);
        assertThat(target.send(batch)).isEqualTo(new Delivery.Accepted(true));

        assertThat(target.rows()).isEqualTo(2);
        assertThat(target.proxy.requests(Kind.QUEUE)).isZero();
    }

    @Test
    void anInterruptedStreamTellsWhetherItMayHaveArrived() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.STREAM, Mode.BLACK_HOLE);
        AtomicReference<Delivery> delivery = new AtomicReference<>();
        Thread sending = Thread.ofVirtual().start(() -> delivery.set(stream(batch)));
        Awaitility.await().until(() -> target.proxy.requests(Kind.STREAM) == 1);

        sending.interrupt();
        sending.join();

        assertThat(delivery.get())
                .isEqualTo(new Delivery.TryAgain("The stage stopped before the cluster answered.", true));
    }
}
