package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTests {

    @TempDir
    Path dir;

    private final Committer committer = new Committer(Folders.NEVER);
    private Path live;
    private Path folder;
    private OpenBatch batch;

    /** Three commits of a row each, and a crash. */
    @BeforeEach
    void crash() throws Exception {
        live = dir.resolve("live");
        batch = new StageSpool(live, committer).open("label");
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            int now = i + 1;
            batch.append(Folders.row(i), 1, told::incrementAndGet);
            await().until(() -> told.get() == now);
        }
        folder = Folders.copy(live, dir.resolve("crashed"));
    }

    @AfterEach
    void close() throws Exception {
        committer.close();
    }

    private List<SealedBatch> recover() {
        return new StageSpool(folder, committer).recover();
    }

    private Path data() throws Exception {
        return Folders.only(folder, BatchFiles.DATA);
    }

    private Path journal() throws Exception {
        return Folders.only(folder, BatchFiles.JOURNAL);
    }

    private void isWhole(List<SealedBatch> found) throws Exception {
        assertThat(found).hasSize(1);
        assertThat(Folders.lines(found.getFirst().file())).isEqualTo(BatchTests.rows(3));
        assertThat(found.getFirst().rows()).isEqualTo(3);
        assertThat(found.getFirst().label()).isEqualTo("label");
        assertThat(found.getFirst().bytes())
                .isEqualTo(Files.size(found.getFirst().file()));
    }

    private void isPutAside() throws Exception {
        int before = Folders.files(folder).size();
        assertThat(recover()).isEmpty();
        assertThat(Folders.files(folder)).containsExactly(folder.resolve("quarantine"));
        assertThat(Folders.files(folder.resolve("quarantine"))).hasSize(before);
    }

    private void cut(Path file, long bytes) throws Exception {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() - bytes);
        }
    }

    private void flip(Path file, long at) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void anOpenBatchIsSealed() throws Exception {
        isWhole(recover());
        isWhole(recover());
    }

    @Test
    void whatCameAfterTheLastCommitIsCutOff() throws Exception {
        Files.write(data(), new byte[500], StandardOpenOption.APPEND);
        Files.writeString(journal(), "0a1b2c3d {\"entry\":\"comm", StandardOpenOption.APPEND);

        isWhole(recover());
        isWhole(recover());
    }

    @Test
    void aTornLastLineTakesOnlyWhatItWouldHaveAcknowledged() throws Exception {
        cut(journal(), 5);

        List<SealedBatch> found = recover();
        assertThat(Folders.lines(found.getFirst().file())).isEqualTo(BatchTests.rows(2));
        assertThat(found.getFirst().rows()).isEqualTo(2);
    }

    @Test
    void anyBitOfTheJournalThatChangesPutsTheBatchAside() throws Exception {
        long length = Files.size(journal());
        for (long at = 0; at < length; at++) {
            folder = Folders.copy(live, dir.resolve("flip" + at));
            flip(journal(), at);
            isPutAside();
        }
    }

    @Test
    void anyBitOfTheDataThatChangesPutsTheBatchAside() throws Exception {
        long length = Files.size(data());
        for (long at = 0; at < length; at++) {
            folder = Folders.copy(live, dir.resolve("flip" + at));
            flip(data(), at);
            isPutAside();
        }
    }

    @Test
    void aDataFileThatIsTooShortIsPutAside() throws Exception {
        cut(data(), 1);
        isPutAside();
    }

    @Test
    void aJournalWithoutDataIsPutAside() throws Exception {
        Files.delete(data());
        isPutAside();
    }

    @Test
    void dataWithoutAJournalIsPutAside() throws Exception {
        Files.delete(journal());
        isPutAside();
    }

    @Test
    void dataWithAnEmptyJournalIsPutAside() throws Exception {
        Files.write(journal(), new byte[0]);
        isPutAside();
    }

    @Test
    void aSealedBatchComesBackAsItWas() throws Exception {
        SealedBatch sealed = batch.seal();
        sealed.attempted("busy");
        sealed.failed("gave up");
        folder = live;

        List<SealedBatch> found = recover();
        isWhole(found);
        assertThat(found.getFirst().sealedAt()).isEqualTo(sealed.sealedAt());
        assertThat(found.getFirst().createdAt()).isEqualTo(sealed.createdAt());
        assertThat(found.getFirst().attempts()).isOne();
        assertThat(found.getFirst().lastError()).isEqualTo("gave up");
        assertThat(found.getFirst().isFailed()).isTrue();

        found.getFirst().requeued();
        assertThat(recover().getFirst().isFailed()).isFalse();
    }

    @Test
    void aTrailerThatIsTornOrChangedIsWrittenAnew() throws Exception {
        batch.seal();
        for (int bytes = 1; bytes <= 10; bytes++) {
            folder = Folders.copy(live, dir.resolve("torn" + bytes));
            cut(data(), bytes);
            isWhole(recover());
            folder = Folders.copy(live, dir.resolve("changed" + bytes));
            flip(data(), Files.size(data()) - bytes);
            isWhole(recover());
        }
    }

    @Test
    void whatIsDoneDoesNotComeBack() throws Exception {
        batch.seal();
        Path sealed = Folders.copy(live, dir.resolve("sealed"));
        new StageSpool(live, committer).recover().getFirst().done();
        assertThat(Folders.files(live)).isEmpty();

        folder = sealed;
        try (Journal journal = Journal.reopen(journal())) {
            journal.append(new Entry.Done(java.time.Instant.now()), true);
        }
        assertThat(recover()).isEmpty();
        assertThat(Folders.files(folder)).isEmpty();
    }

    @Test
    void anEmptyBatchAndAHalfOpenedOneLeaveNothing() throws Exception {
        folder = dir.resolve("empty");
        new StageSpool(folder, committer).open("");
        Files.write(folder.resolve("half.json.gz"), new byte[10]);
        Files.write(folder.resolve("quarter.journal"), new byte[0]);

        assertThat(recover()).isEmpty();
        assertThat(Folders.files(folder)).isEmpty();
    }

    @Test
    void theOldestComesFirstAndAFolderThatIsNotThereHasNone() throws Exception {
        new StageSpool(folder, committer).open("later").append(Folders.row(0), 1, () -> {});
        await().until(() -> recoverCopy().size() == 2);
        assertThat(recoverCopy()).extracting(SealedBatch::label).containsExactly("label", "later");
        assertThat(new StageSpool(dir.resolve("none"), committer).recover()).isEmpty();
    }

    private int copies;

    private List<SealedBatch> recoverCopy() throws Exception {
        return new StageSpool(Folders.copy(folder, dir.resolve("copy" + copies++)), committer).recover();
    }
}
