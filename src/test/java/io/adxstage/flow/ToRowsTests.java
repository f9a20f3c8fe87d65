package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.LetterBox;
import io.adxstage.letters.Letters;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
import io.adxstage.mqtt.Burst;
import io.adxstage.mqtt.Received;
import io.adxstage.spool.Batches;
import io.adxstage.spool.StageSpool;
import io.adxstage.stage.Format;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Messages that become no rows, and are delivered again. */
class ToRowsTests {

    @TempDir
    java.nio.file.Path dir;

    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final AtomicInteger acknowledged = new AtomicInteger();

    private final Projection projection = new Projection(
            new Format.Json(),
            Path.parse(".payload").orElseThrow(),
            List.of(new Stage.Column("a", Path.parse(".a").orElseThrow())));

    private Batches disk;
    private StageSpool spool;
    private Letters letters;
    private LetterBox box;
    private Books books;
    private OpenBatches batches;
    private ToRows toRows;

    @BeforeEach
    void start() {
        disk = new Batches(dir);
        letters = Boxes.in(dir);
        box = letters.of("s");
        spool = disk.spool().stage("s");
        books = new Books(
                new BooksFile(dir.resolve("counters/s.json")),
                spool,
                box,
                new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15)));
        batches = batches(null);
        toRows = toRows(batches);
    }

    private OpenBatches batches(@Nullable Long maxRows) {
        return new OpenBatches(
                "s",
                new Stage.Batch(
                        Interval.parse("60s").orElseThrow(),
                        Path.parse(".payload").orElseThrow(),
                        maxRows,
                        1L << 28),
                new Destination(URI.create("http://x"), "d", "t", List.of("a")),
                spool,
                books,
                timer);
    }

    private ToRows toRows(OpenBatches batches) {
        return new ToRows(
                projection,
                box,
                spool.redeliveries(),
                new Redelivered(spool.redeliveries(), batches, box),
                batches,
                books);
    }

    @AfterEach
    void stop() throws Exception {
        timer.close();
        disk.close();
        letters.close();
    }

    private static ApplicationMessage message(String payload) {
        return new ApplicationMessage(
                Instant.now(),
                "t",
                1,
                7,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    private Received received(String payload, boolean again) {
        return new Received(message(payload), again, acknowledged::incrementAndGet);
    }

    /** As the flow does it. Answers the rows of each portion that came of them. */
    private List<Integer> deliver(Received... messages) {
        List<Integer> rows = new ArrayList<>();
        toRows.portions(new Burst(List.of(messages))).forEachRemaining(portion -> {
            rows.add(portion.rows());
            batches.addMessagesToGroup("s", new GenericMessage<>(portion));
        });
        return rows;
    }

    private boolean deliver(String payload, boolean again) {
        return !deliver(received(payload, again)).isEmpty();
    }

    @Test
    void aLetterThatWaitsForTheDiskIsNotDoubledByANewConnection() throws Exception {
        // Where its folder is to be, something else stands.
        java.nio.file.Path obstacle = dir.resolve("letters/s");
        Files.createDirectories(obstacle.getParent());
        Files.createFile(obstacle);
        assertThat(deliver("{", false)).isFalse();
        assertThat(deliver("{", true)).isFalse();
        await().until(() -> box.trouble() != null);
        assertThat(acknowledged).hasValue(0);

        Files.delete(obstacle);
        await().untilAtomic(acknowledged, org.hamcrest.Matchers.is(2));
        assertThat(box.count()).isOne();
        assertThat(books.counters().deadLettered()).isOne();
        assertThat(deliver("{", true)).isFalse();
        await().untilAtomic(acknowledged, org.hamcrest.Matchers.is(3));
        assertThat(box.count()).isOne();
    }

    @Test
    void aMessageWithoutRowsTakesItsPacketIdFromTheOneBefore() {
        assertThat(deliver("{\"a\": 1}", false)).isTrue();
        assertThat(deliver("[]", false)).isFalse();
        // Sent under the same id as the first, with the same content, and never read before.
        assertThat(deliver("{\"a\": 1}", true)).isTrue();
        await().untilAtomic(acknowledged, org.hamcrest.Matchers.is(3));
        assertThat(books.counters().open()).isEqualTo(2);
    }

    @Test
    void messagesThatCameTogetherAreOnePortion() {
        assertThat(deliver(received("{\"a\": 1}", false), received("[{}, {}]", false), received("{", false)))
                .containsExactly(3);
        await().untilAtomic(acknowledged, org.hamcrest.Matchers.is(3));
        assertThat(books.counters().received()).isEqualTo(4);
        assertThat(books.counters().deadLettered()).isOne();
    }

    @Test
    void aPortionEndsWhereTheBatchIsFull() {
        batches = batches(3L);
        toRows = toRows(batches);
        var sealed = new ArrayList<Long>();
        batches.registerMessageGroupExpiryCallback(
                (store, group) -> sealed.add(batches.seal(group).rows()));
        Received one = received("{}", false);
        Received two = received("[{}, {}]", false);
        toRows.portions(new Burst(List.of(one, two, two, two, one))).forEachRemaining(portion -> {
            batches.addMessagesToGroup("s", new GenericMessage<>(portion));
            if (batches.isFull(batches.getMessageGroup("s"))) {
                batches.release();
            }
        });
        // As if each had come alone: the message that fills a batch is in it with all its rows.
        assertThat(sealed).containsExactly(3L, 4L);
        assertThat(batches.getMessageGroup("s").size()).isOne();
    }

    @Test
    void whatCameBeforeAFailureIsAPortionAllTheSame() {
        ApplicationMessage broken = new ApplicationMessage(
                Instant.now(), "t", 1, 7, false, ApplicationMessage.Properties.NONE, List.of(), null);
        var portions = toRows.portions(new Burst(List.of(
                received("{}", false),
                received("{}", false),
                new Received(broken, false, acknowledged::incrementAndGet),
                received("{}", false))));
        assertThat(portions.next().rows()).isEqualTo(2);
        assertThatNullPointerException().isThrownBy(portions::hasNext);
    }
}
