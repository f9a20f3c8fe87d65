package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.LetterBox;
import io.adxstage.letters.Letters;
import io.adxstage.message.Projection;
import io.adxstage.spool.Batches;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.StageSpool;
import io.adxstage.stage.Format;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.messaging.MessageChannel;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A replay while the disk is full or the stage stops: a letter goes only after its rows are on disk. */
class ReplayingTests {

    @TempDir
    java.nio.file.Path dir;

    private final AtomicInteger timers = new AtomicInteger();
    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler() {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, Instant when) {
            timers.incrementAndGet();
            return super.schedule(task, when);
        }
    };

    private Batches disk;
    private Letters letters;
    private StageSpool spool;
    private LetterBox box;
    private Books books;
    private OpenBatches batches;
    private Replaying replaying;

    @BeforeEach
    void start() throws Exception {
        disk = new Batches(dir);
        letters = Boxes.in(dir);
        spool = disk.spool().stage("s");
        box = letters.of("s");
        books = new Books(
                new BooksFile(dir.resolve("counters/s.json")),
                spool,
                box,
                new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15)));
        batches = new OpenBatches(
                "s",
                new Stage.Batch(
                        Interval.parse("60s").orElseThrow(),
                        Path.parse(".payload").orElseThrow(),
                        null,
                        1L << 28),
                new Destination(URI.create("http://x"), "d", "t", List.of("a")),
                spool,
                books,
                timer);
        MessageChannel rows = (message, timeout) -> {
            boolean interrupted = Thread.interrupted();
            batches.addMessagesToGroup("s", message);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return true;
        };
        replaying = new Replaying(
                new Projection(
                        new Format.Json(),
                        Path.parse(".payload").orElseThrow(),
                        List.of(new Stage.Column("a", Path.parse(".a").orElseThrow()))),
                box,
                spool.redeliveries(),
                batches,
                rows,
                books,
                Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws Exception {
        timer.close();
        disk.close();
        letters.close();
    }

    private void keep(String... payloads) {
        for (String payload : payloads) {
            Boxes.add(box, payload);
        }
        books.recovered(spool.recover());
    }

    /** One that has no patience. */
    private Replay replayInterrupted() {
        Thread.currentThread().interrupt();
        try {
            return replaying.run();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void aLetterStaysWhileItsRowsWaitForTheDisk() {
        keep("{\"a\": 1}", "{\"a\": 2}");
        batches.awaitRoom();
        disk.fill();

        assertThat(replayInterrupted()).isInstanceOf(Replay.NotNow.class);
        assertThat(replayInterrupted()).isInstanceOf(Replay.NotNow.class);
        assertThat(box.count()).isEqualTo(2);

        disk.empty();
        assertThat(replaying.run()).isEqualTo(new Replay.Replayed(2, 0));
        assertThat(box.count()).isZero();
        assertThat(books.counters().open()).isEqualTo(2);
        assertThat(books.counters().received()).isEqualTo(2);
    }

    @Test
    void aStageThatHasStoppedTakesNoLetters() {
        keep("{\"a\": 1}");
        batches.stopWaiting();
        batches.close();

        assertThatIllegalStateException().isThrownBy(replaying::run);
        assertThatIllegalStateException().isThrownBy(() -> batches.whenDurable(() -> {}));
        assertThat(box.count()).isOne();
        assertThat(spool.recover().open()).isEmpty();
    }

    @Test
    void aLetterThatStaysUndecodableIsKeptOnce() {
        keep("{", "{\"a\": 1}");

        assertThat(replaying.run()).isEqualTo(new Replay.Replayed(1, 1));
        assertThat(box.page(0, 9).items())
                .singleElement()
                .satisfies(letter -> assertThat(letter.payload()).isEqualTo("{"));
        assertThat(books.counters().deadLettered()).isOne();
    }

    @Test
    void withoutRoomForABatchAReplayEndsAndSaysWhy() {
        keep("{\"a\": 1}");
        disk.fill();

        assertThat(replaying.run())
                .isInstanceOfSatisfying(
                        Replay.NotNow.class,
                        notNow -> assertThat(notNow.reason()).contains("adx-stage.spool.max-size"));
        assertThat(box.count()).isOne();

        disk.empty();
        assertThat(replaying.run()).isEqualTo(new Replay.Replayed(1, 0));
    }

    /** Letters whose rows the disk has taken, or will, are rows; the others are dropped. */
    @Test
    void deletedLettersCountOnceHoweverFarAReplayCame() throws Exception {
        keep("{\"a\": 1}", "{\"a\": 2}");
        batches.awaitRoom();
        disk.fill();
        assertThat(replayInterrupted()).isInstanceOf(Replay.NotNow.class);
        Boxes.add(box, "{\"a\": 3}");
        books.lettered();

        assertThat(books.dropLetters(letter -> spool.redeliveries().hold(Portion.mark(letter))))
                .isEqualTo(3);
        assertThat(books.counters().dropped()).isOne();

        disk.empty();
        CountDownLatch durable = new CountDownLatch(1);
        batches.whenDurable(durable::countDown);
        durable.await();
        Counters counters = books.counters();
        assertThat(counters.open()).isEqualTo(2);
        assertThat(counters.deadLettered()).isZero();
        assertThat(counters.dropped()).isOne();
        assertThat(counters.received()).isEqualTo(3);
    }

    @Test
    void anAdoptedBatchIsTimedOnlyOnceTheFlowRuns() {
        OpenBatch old = spool.open("");
        batches.adopt(old);
        assertThat(timers).hasValue(0);

        batches.timeAdopted();
        batches.timeAdopted();
        assertThat(timers).hasValue(1);
    }
}
