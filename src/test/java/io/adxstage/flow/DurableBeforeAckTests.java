package io.adxstage.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.Letters;
import io.adxstage.spool.HeldDisk;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A message is acknowledged to the broker once its rows are forced to the disk, and not before. */
class DurableBeforeAckTests {

    @TempDir
    Path dir;

    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private HeldDisk disk;
    private Letters letters;
    private Books books;
    private OpenBatches batches;

    @BeforeEach
    void open() throws Exception {
        disk = new HeldDisk(dir);
        letters = Boxes.in(dir);
        books = new Books(
                new BooksFile(dir.resolve("counters/s.json")),
                disk.stage(),
                letters.of("s"),
                new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15)));
        batches = new OpenBatches(
                "s",
                new Stage.Batch(
                        Interval.parse("1h").orElseThrow(), io.adxstage.stage.Path.ofKey("payload"), null, 1_000_000),
                new Destination(URI.create("http://localhost"), "factory", "ovens", List.of("n")),
                disk.stage(),
                books,
                timer);
    }

    @AfterEach
    void close() {
        disk.close();
        letters.close();
        timer.close();
    }

    private void receive(String name) {
        Runnable durable = () -> {
            books.collected(1);
            acknowledged.add(name);
        };
        byte[] line = ("{\"n\":\"" + name + "\"}\n").getBytes(UTF_8);
        batches.addMessagesToGroup(
                batches.groupId(), new GenericMessage<>(new Portion(List.of(line), 1, List.of(), () -> {}, durable)));
    }

    @Test
    void whileTheDiskForcesNothingIsAcknowledgedNorCounted() {
        receive("first");
        await().until(() -> acknowledged.equals(List.of("first")));
        disk.holdUp();

        receive("second");
        disk.awaitForcing();
        receive("third");
        // A redelivery, and a message without rows: they wait for what came before them.
        batches.whenDurable(() -> acknowledged.add("known"));

        assertThat(acknowledged).containsExactly("first");
        assertThat(books.counters().received()).isOne();

        disk.letGo();
        await().until(() -> acknowledged.size() == 4);
        assertThat(acknowledged).containsExactly("first", "second", "third", "known");
        assertThat(books.counters().received()).isEqualTo(3);
    }
}
