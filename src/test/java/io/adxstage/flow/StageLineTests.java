package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.letters.Boxes;
import io.adxstage.letters.Kept;
import io.adxstage.letters.Letter;
import io.adxstage.letters.LetterBox;
import io.adxstage.letters.Letters;
import io.adxstage.spool.Batches;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage takes up of an earlier run, before it runs. */
class StageLineTests {

    private static final String LABEL =
            Destinations.label(new Destination(URI.create("http://x"), "d", "t", List.of("a")));

    private static final FlowSettings.Adx KEEPING = new FlowSettings.Adx(Duration.ofHours(24), Duration.ofMinutes(15));

    @TempDir
    Path dir;

    private Batches disk;
    private Letters letters;

    @BeforeEach
    void start() {
        disk = new Batches(dir);
        letters = Boxes.in(dir);
    }

    @AfterEach
    void stop() throws Exception {
        disk.close();
        letters.close();
    }

    private StageLine line() {
        StageSpools spools = new StageSpools(disk.spool(), letters, new FlowSettings(dir.toString(), KEEPING));
        return new StageLine("s", new StageLine.Parts(spools, null, null, null, null, null, null, Optional.empty()));
    }

    private static SealedBatch rowsOf(StageSpool spool, Kept letter) throws Exception {
        OpenBatch batch = spool.open(LABEL);
        CountDownLatch durable = new CountDownLatch(1);
        batch.append(List.of("{}\n".getBytes()), 1, List.of(Portion.mark(letter)), durable::countDown);
        durable.await();
        return batch.seal();
    }

    @Test
    void onlyLettersWhoseRowsAreOnDiskGoAfterACrash() throws Exception {
        LetterBox box = letters.of("s");
        for (String payload : List.of("first", "second", "third")) {
            Boxes.add(box, payload);
        }
        List<Kept> all = box.oldest(9);
        StageSpool spool = disk.spool().stage("s");
        rowsOf(spool, all.get(0));
        rowsOf(spool, all.get(2));

        Counters counters = line().books().counters();

        assertThat(box.page(0, 9).items()).extracting(Letter::payload).containsExactly("second", "third");
        // The third is still there, but counts as the row that it became.
        assertThat(counters.deadLettered()).isOne();
        assertThat(counters.received()).isEqualTo(3);
    }

    @Test
    void aSpoolThatCannotBeReadIsKeptUnlessItIsGivenUpByHand() throws Exception {
        Path batch = dir.resolve("spool/s/" + UUID.randomUUID() + ".journal");
        Files.createDirectories(batch);

        StageLine line = line();
        assertThat(line.isUnread()).isTrue();
        assertThat(line.cannotRun()).contains("cannot be read");
        assertThat(line.remove(null, false, false)).isFalse();
        assertThat(batch).exists();

        assertThat(line.remove(null, true, false)).isTrue();
        assertThat(batch).doesNotExist();
    }

    @Test
    void aBatchWhoseFilesStayedIsNotCountedAgainByTheNextStart() throws Exception {
        StageSpool spool = disk.spool().stage("s");
        Boxes.add(letters.of("s"), "first");
        Boxes.add(letters.of("s"), "second");
        List<Kept> marks = letters.of("s").oldest(9);
        SealedBatch one = rowsOf(spool, marks.get(0));
        SealedBatch other = rowsOf(spool, marks.get(1));
        letters.of("s").deleteAll(0);
        Books books = new Books(new BooksFile(dir.resolve("counters/s.json")), spool, letters.of("s"), KEEPING);
        books.sealed(one);
        books.sealed(other);

        // What a full disk does to the marks, which are saved before a journal goes.
        Path obstacle = dir.resolve("spool/s/redeliveries.next/x");
        Files.createDirectories(obstacle);
        books.accepted(one, new Delivery.Accepted(true));
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        books.accepted(other, new Delivery.Accepted(true));

        assertThat(line().books().counters().accepted()).isEqualTo(2);
        assertThat(line().books().counters().accepted()).isEqualTo(2);
    }

    @Test
    void rowsOfAStageThatNobodyKnowsAnyMoreAreSaid() throws Exception {
        assertThat(line().isLeftOver()).isFalse();
        Boxes.add(letters.of("s"), "a mark");
        rowsOf(disk.spool().stage("s"), letters.of("s").oldest(1).getFirst());

        StageLine line = line();
        assertThat(line.isLeftOver()).isTrue();
        assertThat(line.books().undelivered()).isOne();
    }
}
