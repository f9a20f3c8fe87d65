package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.LetterBox;
import io.adxstage.letters.Letters;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.Projection;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Messages that become no rows, and are delivered again. */
class ToRowsTests {

    @TempDir
    java.nio.file.Path dir;

    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final AtomicInteger acknowledged = new AtomicInteger();

    private Batches disk;
    private Letters letters;
    private LetterBox box;
    private Books books;
    private OpenBatches batches;
    private ToRows toRows;
    private Redelivered redelivered;

    @BeforeEach
    void start() {
        disk = new Batches(dir);
        letters = Boxes.in(dir);
        box = letters.of("s");
        StageSpool spool = disk.spool().stage("s");
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
        Projection projection = new Projection(
                new Format.Json(),
                Path.parse(".payload").orElseThrow(),
                List.of(new Stage.Column("a", Path.parse(".a").orElseThrow())));
        toRows = new ToRows(projection, box, spool.redeliveries(), batches, books);
        redelivered = new Redelivered(spool.redeliveries(), batches, box);
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

    /** As the flow does it. Answers whether rows came of it. */
    private boolean deliver(String payload, boolean again) {
        SimpleAcknowledgment acknowledgment = acknowledged::incrementAndGet;
        MessageHeaders headers = new MessageHeaders(Map.of(
                IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK,
                acknowledgment,
                MqttHeaders.DUPLICATE,
                again));
        if (!(redelivered.handle(message(payload), headers) instanceof ApplicationMessage passed)) {
            return false;
        }
        Arrival arrival = toRows.rowsOrDeadLetter(passed, headers);
        if (arrival != null) {
            batches.addMessagesToGroup("s", new GenericMessage<>(arrival, headers));
        }
        return arrival != null;
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
}
