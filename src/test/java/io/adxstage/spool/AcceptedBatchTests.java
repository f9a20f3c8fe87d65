package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A batch between its acceptance and its arrival. */
class AcceptedBatchTests {

    @TempDir
    Path dir;

    private final Committer committer = new Committer(Folders.NEVER);

    @AfterEach
    void close() {
        committer.close();
    }

    private static SealedBatch batch(StageSpool spool, int commits) throws Exception {
        OpenBatch open = spool.open("label");
        for (int i = 0; i < commits; i++) {
            CountDownLatch told = new CountDownLatch(1);
            open.append(List.of(Folders.row(i)), 1, List.of(new Mark(i % 100 + 1, i)), told::countDown);
            told.await();
        }
        SealedBatch batch = open.seal();
        batch.sending(false);
        return batch;
    }

    @Test
    void itIsKeptUntilItArrivesAndToldOnce() throws Exception {
        StageSpool spool = Folders.stage(dir, committer);
        batch(spool, 3).accepted("receipt");

        Recovered found = Folders.stage(dir, committer).recover();
        assertThat(found.sealed()).isEmpty();
        SealedBatch accepted = found.accepted().getFirst();
        assertThat(accepted.receipt()).isEqualTo("receipt");
        assertThat(accepted.acceptedAt()).isNotNull();
        assertThat(accepted.rows()).isEqualTo(3);
        assertThat(accepted.bytes()).isEqualTo(Files.size(accepted.file()));
        assertThat(accepted.mayHaveArrived()).isFalse();

        Instant arrival = Instant.parse("2026-01-01T00:00:00Z");
        accepted.done(End.ARRIVED, arrival);
        StageSpool again = Folders.stage(dir, committer);
        assertThat(again.recover().settled()).singleElement().satisfies(one -> {
            assertThat(one.end()).isEqualTo(End.ARRIVED);
            assertThat(one.at()).isEqualTo(arrival);
            assertThat(one.acceptedAt()).isEqualTo(accepted.acceptedAt());
        });
        again.forget(accepted.id().toString());
        assertThat(Folders.files(dir))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("redeliveries");
    }

    @Test
    void whatIsRejectedIsAFailedBatchThatCanBeSentAgain() throws Exception {
        StageSpool spool = Folders.stage(dir, committer);
        SealedBatch batch = batch(spool, 3);
        batch.accepted("receipt");
        batch.rejected("there is no such table", false);

        SealedBatch back = Folders.stage(dir, committer).recover().sealed().getFirst();
        assertThat(back.isFailed()).isTrue();
        assertThat(back.lastError()).isEqualTo("there is no such table");
        assertThat(back.acceptedAt()).isNull();
        assertThat(back.attempts()).isOne();
        assertThat(Folders.lines(back.file())).isEqualTo(BatchTests.rows(3));

        back.requeued();
        back.sending(false);
        assertThat(back.isPossiblyDoubled()).isFalse();
        back.accepted(null);
        assertThat(Folders.stage(dir, committer).recover().accepted()).hasSize(1);
    }

    @Test
    void whatArrivedInPartMayBeThereTwiceWhenItIsSentAgain() throws Exception {
        SealedBatch batch = batch(Folders.stage(dir, committer), 1);
        batch.accepted("receipt");
        batch.rejected("only a part", true);
        batch.requeued();
        batch.sending(false);
        assertThat(batch.isPossiblyDoubled()).isTrue();
    }

    @Test
    void withoutItsRowsItIsFollowedStillAndStaysAFailedBatchWhereItIsRejected() throws Exception {
        SealedBatch batch = batch(Folders.stage(dir, committer), 3);
        assertThat(batch.release()).as("of a batch that nobody accepted").isZero();
        assertThat(batch.hasFile()).isTrue();
        batch.accepted("receipt");
        assertThat(batch.release()).isEqualTo(batch.bytes());
        assertThat(batch.release()).isZero();

        SealedBatch back = Folders.stage(dir, committer).recover().accepted().getFirst();
        assertThat(back.rows()).isEqualTo(3);
        assertThat(back.hasFile()).isFalse();
        back.rejected("no", false);

        StageSpool spool = Folders.stage(dir, committer);
        assertThat(spool.recover().sealed()).singleElement().satisfies(one -> {
            assertThat(one.isFailed()).isTrue();
            assertThat(one.rows()).isEqualTo(3);
        });
        assertThat(spool.quarantined()).isEmpty();
    }

    @Test
    void itsRowsMakeRoomForThoseThatNobodyHas() throws Exception {
        StageSpool spool = Folders.stage(dir, committer, DataSize.ofKilobytes(8));
        List<SealedBatch> accepted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SealedBatch batch = noise(spool.open("label"), i);
            batch.accepted("receipt");
            accepted.add(batch);
        }
        assertThat(accepted.getFirst().hasFile()).as("the first").isFalse();
        assertThat(accepted.getLast().hasFile()).as("the last").isTrue();
        assertThat(Folders.stage(dir, committer).recover().accepted()).hasSize(20);

        SealedBatch mine = accepted.getLast();
        mine.rejected("no", false);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        noise(spool.open("label"), i);
                    }
                })
                .hasMessageContaining("limit");
        assertThat(mine.hasFile()).as("rows that can be sent again stay").isTrue();
    }

    /** A kilobyte that does not shrink, which the limit lets in or not. */
    private static SealedBatch noise(OpenBatch open, int seed) throws Exception {
        byte[] noise = new byte[1000];
        new java.util.Random(seed).nextBytes(noise);
        String line = "\"" + java.util.Base64.getEncoder().encodeToString(noise) + "\"\n";
        open.append(line.getBytes(StandardCharsets.UTF_8), 1, () -> {});
        return open.seal();
    }

    @Test
    void aLongJournalIsShortenedAndItsMarksAreKept() throws Exception {
        StageSpool spool = Folders.stage(dir, committer);
        SealedBatch batch = batch(spool, 300);
        Path journal = Folders.only(dir, BatchFiles.JOURNAL);
        assertThat(Files.size(journal)).isGreaterThan(30_000);
        batch.accepted("receipt");
        assertThat(Files.size(journal)).isLessThan(8_000);

        StageSpool again = Folders.stage(dir, committer);
        SealedBatch back = again.recover().accepted().getFirst();
        assertThat(back.rows()).isEqualTo(300);
        assertThat(back.receipt()).isEqualTo("receipt");
        for (int id = 1; id <= 100; id++) {
            assertThat(again.redeliveries().hold(new Mark(id, 200 + id - 1))).isTrue();
        }
        back.rejected("no", false);
        assertThat(Folders.lines(Folders.stage(dir, committer)
                        .recover()
                        .sealed()
                        .getFirst()
                        .file()))
                .isEqualTo(BatchTests.rows(300));
    }

    @Test
    void aJournalOfTheVersionBeforeIsRead() throws Exception {
        SealedBatch batch = batch(Folders.stage(dir, committer), 2);
        Path journal = Folders.only(dir, BatchFiles.JOURNAL);
        append(journal, "{\"entry\":\"done\",\"at\":\"2026-01-01T00:00:00Z\",\"taken\":true}");

        assertThat(Folders.stage(dir, committer).recover().settled())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.id()).isEqualTo(batch.id());
                    assertThat(one.end()).isEqualTo(End.TAKEN);
                    assertThat(one.acceptedAt()).isNull();
                });
    }

    private static void append(Path journal, String json) throws Exception {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                journal, "%08x %s\n".formatted(crc.getValue(), json), java.nio.file.StandardOpenOption.APPEND);
    }
}
