package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.adx.Trouble;
import io.adxstage.spool.Batches;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Stage.Ingestion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way a batch goes, and when it takes the other. */
class RouteTests {

    private static final Destination TABLE =
            new Destination(URI.create("http://localhost"), "factory", "ovens", List.of("n"));
    private static final Delivery QUEUED = new Delivery.Accepted();
    private static final Delivery STREAMED = new Delivery.Accepted(true);

    @TempDir
    Path folder;

    private Batches batches;

    /** What streaming is going to say; at the end of it, that all is well. */
    private final Deque<Delivery> answers = new ArrayDeque<>();

    private final List<String> asked = new ArrayList<>();

    private final Route.Ways ways = new Route.Ways() {
        @Override
        public Delivery queue(boolean tagged) {
            asked.add(tagged ? "queue with a tag" : "queue");
            return QUEUED;
        }

        @Override
        public Delivery stream(boolean waits) {
            asked.add(waits ? "stream and wait" : "stream");
            return answers.isEmpty() ? STREAMED : answers.pop();
        }
    };

    @BeforeEach
    void open() {
        batches = new Batches(folder);
    }

    @AfterEach
    void close() throws Exception {
        batches.close();
    }

    private static Route route(Ingestion mode) {
        return new Route(mode, Duration.ZERO, Duration.ofHours(1));
    }

    private SealedBatch batch() throws InterruptedException {
        return batches.of("{\"n\":1}");
    }

    private Delivery send(Route route, SealedBatch batch) {
        return route.send(ways, batch, TABLE, false);
    }

    private static Delivery.TryAgain not(Trouble trouble, boolean mayHaveArrived) {
        return new Delivery.TryAgain(trouble.name(), mayHaveArrived, trouble);
    }

    @Test
    void queuedIsQueuedAndNothingElse() throws Exception {
        assertThat(send(route(Ingestion.QUEUED), batch())).isEqualTo(QUEUED);
        assertThat(asked).containsExactly("queue");
    }

    @Test
    void streamingWaitsWhileTheClusterAsksForAPauseAndManagedDoesNot() throws Exception {
        assertThat(send(route(Ingestion.STREAMING), batch())).isEqualTo(STREAMED);
        assertThat(send(route(Ingestion.MANAGED), batch())).isEqualTo(STREAMED);
        assertThat(asked).containsExactly("stream and wait", "stream");
    }

    @ParameterizedTest
    @EnumSource(value = Trouble.class, mode = EnumSource.Mode.EXCLUDE, names = "TOO_LARGE")
    void streamingQueuesNothingButWhatIsTooLarge(Trouble trouble) throws Exception {
        answers.add(not(trouble, false));

        assertThat(send(route(Ingestion.STREAMING), batch())).isEqualTo(not(trouble, false));
        assertThat(asked).containsExactly("stream and wait");
    }

    @ParameterizedTest
    @EnumSource(Ingestion.class)
    void whatIsTooLargeIsQueuedAndTheNextIsStreamedAgain(Ingestion mode) throws Exception {
        if (mode == Ingestion.QUEUED) {
            return;
        }
        answers.add(not(Trouble.TOO_LARGE, false));
        Route route = route(mode);

        assertThat(send(route, batch())).isEqualTo(QUEUED);
        assertThat(route.notes().report().fallbackReason()).isEqualTo("TOO_LARGE");
        assertThat(send(route, batch())).isEqualTo(STREAMED);
        assertThat(route.notes().report()).satisfies(report -> {
            assertThat(report.streamed()).isEqualTo(1);
            assertThat(report.queued()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"STREAMING_OFF", "NO_MAPPING", "NOT_STREAMABLE", "THROTTLED", "NO_ANSWER"})
    void managedQueuesAtOnceAndLeavesStreamingAloneForAWhile(Trouble trouble) throws Exception {
        answers.add(not(trouble, false));
        Route route = route(Ingestion.MANAGED);

        assertThat(send(route, batch())).isEqualTo(QUEUED);
        assertThat(send(route, batch())).isEqualTo(QUEUED);

        assertThat(asked).containsExactly("stream", "queue", "queue");
        assertThat(route.notes().report().queuedUntil()).isNotNull();
        assertThat(route.notes().report().fallbackReason()).isEqualTo(trouble.name());
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"UNAVAILABLE", "NOT_REACHABLE", "OTHER"})
    void managedTriesTwiceWhatMayPass(Trouble trouble) throws Exception {
        answers.add(not(trouble, false));
        assertThat(send(route(Ingestion.MANAGED), batch())).isEqualTo(STREAMED);
        assertThat(asked).containsExactly("stream", "stream");

        asked.clear();
        answers.add(not(trouble, false));
        answers.add(not(trouble, false));
        assertThat(send(route(Ingestion.MANAGED), batch())).isEqualTo(QUEUED);
        assertThat(asked).containsExactly("stream", "stream", "queue");
    }

    @Test
    void whatMayHaveArrivedIsNotStreamedTwiceButQueuedOnceAndCounted() throws Exception {
        answers.add(not(Trouble.UNAVAILABLE, true));
        SealedBatch batch = batch();

        assertThat(send(route(Ingestion.MANAGED), batch)).isEqualTo(QUEUED);

        assertThat(asked).containsExactly("stream", "queue");
        assertThat(batch.isPossiblyDoubled()).isTrue();
    }

    @Test
    void aTagHelpsNothingBesideAStreamThatMayHaveArrived() throws Exception {
        answers.add(not(Trouble.NO_ANSWER, true));
        SealedBatch batch = batch();

        route(Ingestion.MANAGED).send(ways, batch, TABLE, true);

        assertThat(asked).containsExactly("stream", "queue with a tag");
        assertThat(batch.isPossiblyDoubled()).isTrue();
    }

    @Test
    void whatMayHaveArrivedUnderATagGoesUnderItAgain() throws Exception {
        SealedBatch batch = batch();
        batch.sending(true);
        batch.attempted("The answer was lost.", true);

        route(Ingestion.STREAMING).send(ways, batch, TABLE, true);

        assertThat(asked).containsExactly("queue with a tag");
        assertThat(batch.isPossiblyDoubled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"SIGN_IN", "UNAUTHORIZED", "FORBIDDEN", "NO_DATABASE", "NO_ENTITY"})
    void managedDoesNotQueueWhatTheQueueWouldLose(Trouble trouble) throws Exception {
        answers.add(not(trouble, false));

        assertThat(send(route(Ingestion.MANAGED), batch())).isEqualTo(not(trouble, false));
        assertThat(asked).containsExactly("stream");
    }

    @Test
    void rowsThatAreRefusedFailWhereOnlyStreamingIsWanted() throws Exception {
        Delivery refused = new Delivery.Refused("No.");
        answers.add(refused);
        assertThat(send(route(Ingestion.STREAMING), batch())).isEqualTo(refused);

        answers.add(refused);
        Route managed = route(Ingestion.MANAGED);
        assertThat(send(managed, batch())).isEqualTo(QUEUED);
        assertThat(managed.notes().report().queuedUntil()).isNull();
    }

    @Test
    void afterAWhileOrWhenSomethingWasMendedManagedStreamsAgain() throws Exception {
        answers.add(not(Trouble.NO_MAPPING, false));
        Route route = route(Ingestion.MANAGED);
        send(route, batch());
        assertThat(route.notes().lacksMapping()).contains(TABLE);
        assertThat(route.notes().report().missing().what()).isEqualTo(DeliveryReport.Thing.MAPPING);

        route.notes().tryAgain();
        assertThat(send(route, batch())).isEqualTo(STREAMED);
        assertThat(route.notes().report().missing()).isNull();

        Route impatient = new Route(Ingestion.MANAGED, Duration.ZERO, Duration.ZERO);
        answers.add(not(Trouble.THROTTLED, false));
        send(impatient, batch());
        assertThat(send(impatient, batch())).isEqualTo(STREAMED);
    }

    @Test
    void aStageThatStopsDoesNotTakeTheOtherWay() throws Exception {
        SealedBatch batch = batch();
        answers.add(not(Trouble.NO_ANSWER, true));
        Thread.currentThread().interrupt();
        try {
            assertThat(send(route(Ingestion.MANAGED), batch)).isEqualTo(not(Trouble.NO_ANSWER, true));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(asked).containsExactly("stream");
    }
}
