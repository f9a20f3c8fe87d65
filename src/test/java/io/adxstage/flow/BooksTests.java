package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.Letters;
import io.adxstage.spool.Batches;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters that cannot be written: what they would tell stays on disk elsewhere, so that no restart loses or doubles a row. */
class BooksTests {

    private static final FlowSettings.Adx KEEPING = new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15));
    private static final String LABEL =
            Destinations.label(new Destination(URI.create("http://x"), "d", "t", List.of("a")));

    @TempDir
    Path dir;

    private Batches disk;
    private Letters letters;
    private StageSpool spool;
    private Books books;

    @BeforeEach
    void start() {
        disk = new Batches(dir);
        letters = Boxes.in(dir);
        restart();
    }

    @AfterEach
    void stop() throws Exception {
        disk.close();
        letters.close();
    }

    /** As after a kill: nothing is known but what is on disk. */
    private void restart() {
        spool = disk.spool().stage("s");
        books = new Books(new BooksFile(counters()), spool, letters.of("s"), KEEPING);
        books.recovered(spool.recover());
    }

    private Path counters() {
        return dir.resolve("counters/s.json");
    }

    private Path obstacle() {
        return dir.resolve("counters/s.json.next/x");
    }

    /** No counters can be written from here on. */
    private void obstruct() throws IOException {
        Files.createDirectories(obstacle());
    }

    private void clear() throws IOException {
        Files.delete(obstacle());
        Files.delete(obstacle().getParent());
    }

    private OpenBatch open(int rows) throws InterruptedException {
        OpenBatch batch = spool.open(LABEL);
        books.opened(batch);
        CountDownLatch durable = new CountDownLatch(1);
        batch.append("{}\n".repeat(rows).getBytes(), rows, () -> {
            books.collected(rows);
            durable.countDown();
        });
        durable.await();
        return batch;
    }

    private SealedBatch sealed(int rows) throws InterruptedException {
        SealedBatch batch = open(rows).seal();
        books.sealed(batch);
        return batch;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("spool/s"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".journal") || name.endsWith(".gz"))
                    .toList();
        }
    }

    private void conserves(long received) {
        Counters now = books.counters();
        assertThat(now.received()).isEqualTo(received);
        assertThat(now.open()
                        + now.sealed()
                        + now.inFlight()
                        + now.accepted()
                        + now.failed()
                        + now.deadLettered()
                        + now.dropped())
                .isEqualTo(received);
    }

    @Test
    void anArrivedBatchIsCountedOnceThoughItsCountersCouldNotBeWritten() throws Exception {
        SealedBatch batch = sealed(3);
        obstruct();
        books.accepted(batch, new Delivery.Accepted(true));
        assertThat(books.counters().accepted()).isEqualTo(3);
        // Its rows made room, its journal tells.
        assertThat(files()).containsExactly(batch.id() + ".journal");

        restart();
        assertThat(books.counters().accepted()).isEqualTo(3);
        conserves(3);
        assertThat(files()).hasSize(1);

        clear();
        books.settle();
        assertThat(files()).isEmpty();
        restart();
        assertThat(books.counters().arrived()).isEqualTo(3);
        conserves(3);
    }

    @Test
    void whatCouldNotBeDeletedGoesAsSoonAsTheCountersAreWritten() throws Exception {
        SealedBatch batch = sealed(2);
        obstruct();
        books.accepted(batch, new Delivery.Accepted(true));
        clear();
        books.settle();
        assertThat(files()).isEmpty();
        restart();
        conserves(2);
    }

    @Test
    void aDroppedBatchIsCountedOnce() throws Exception {
        SealedBatch batch = sealed(4);
        batch.failed("no");
        obstruct();
        books.dropped(batch);
        assertThat(books.counters().dropped()).isEqualTo(4);
        restart();
        assertThat(books.counters().dropped()).isEqualTo(4);
        clear();
        restart();
        assertThat(books.counters().dropped()).isEqualTo(4);
        assertThat(files()).isEmpty();
        restart();
        conserves(4);
    }

    @Test
    void whatTheCountersTellOfIsNotCountedAgainThoughItsJournalDoesNotSay() throws Exception {
        SealedBatch batch = sealed(4);
        Path journal = dir.resolve("spool/s/" + batch.id() + ".journal");
        byte[] before = Files.readAllBytes(journal);
        byte[] rows = Files.readAllBytes(batch.file());
        batch.failed("no");
        books.dropped(batch);
        // A kill before the files went, on a disk that had no room for the journal's last line.
        Files.write(journal, before);
        Files.write(batch.file(), rows);

        restart();
        assertThat(books.counters().dropped()).isEqualTo(4);
        assertThat(books.counters().sealed()).isZero();
        assertThat(files()).isEmpty();
        restart();
        conserves(4);
    }

    @Test
    void anOpenBatchThatIsGivenUpIsDroppedOrStillThere() throws Exception {
        OpenBatch kept = open(5);
        obstruct();
        kept.discard(() -> books.openBatchDropped(kept));
        assertThat(books.counters().dropped()).isEqualTo(5);
        restart();
        assertThat(books.counters().open()).isEqualTo(5);
        conserves(5);
        clear();

        OpenBatch gone = spool.recover().open().getFirst();
        gone.discard(() -> books.openBatchDropped(gone));
        restart();
        assertThat(books.counters().dropped()).isEqualTo(5);
        conserves(5);
    }

    @Test
    void aDamagedBatchThatIsGivenUpIsCountedOnceWhereverAKillComes() throws Exception {
        SealedBatch batch = sealed(6);
        try (RandomAccessFile file = new RandomAccessFile(batch.file().toFile(), "rw")) {
            file.seek(12);
            int changed = file.read() ^ 1;
            file.seek(12);
            file.write(changed);
        }
        restart();
        assertThat(books.counters().failed()).isEqualTo(6);
        String id = books.damagedBatches().getFirst().id();

        obstruct();
        assertThat(books.damagedDropped(id)).isTrue();
        assertThat(books.counters().dropped()).isEqualTo(6);
        restart();
        assertThat(books.counters().failed()).isEqualTo(6);
        conserves(6);
        clear();

        Path note = dir.resolve("spool/s/quarantine/" + id + ".note.json");
        byte[] its = Files.readAllBytes(note);
        assertThat(books.damagedDropped(id)).isTrue();
        assertThat(note).doesNotExist();
        // A kill after the counters were written, before the note was gone.
        Files.write(note, its);
        restart();
        assertThat(books.counters().dropped()).isEqualTo(6);
        assertThat(books.counters().failed()).isZero();
        assertThat(note).doesNotExist();
        restart();
        conserves(6);
    }

    @Test
    void deletedLettersStayCountedWhateverIsWrittenLater() throws Exception {
        Boxes.add(letters.of("s"), "first");
        books.lettered();
        Boxes.add(letters.of("s"), "second");
        books.lettered();
        obstruct();
        assertThat(books.dropLetters(letter -> false)).isEqualTo(2);
        assertThat(books.counters().dropped()).isEqualTo(2);
        restart();
        assertThat(books.counters().dropped()).isEqualTo(2);
        conserves(2);
    }

    @Test
    void lostMessagesOfQos0AreStillCountedAfterARestart() {
        books.lost();
        books.lost();
        books.settle();
        restart();
        assertThat(books.lostMessages()).isEqualTo(2);
        conserves(0);
    }
}
