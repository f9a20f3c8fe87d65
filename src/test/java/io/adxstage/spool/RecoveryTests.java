package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        batch = Folders.stage(live, committer).open("label");
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

    @Test
    void anOpenBatchGoesOnWhereItWas() throws Exception {
        OpenBatch found = Folders.stage(folder, committer).recover().open().getFirst();
        assertThat(found.rows()).isEqualTo(3);
        assertThat(found.durableRows()).isEqualTo(3);
        assertThat(found.createdAt()).isEqualTo(batch.createdAt());
        assertThat(found.label()).isEqualTo("label");
        found.append(Folders.row(3), 1, () -> {});
        found.append(Folders.row(4), 1, () -> {});

        SealedBatch sealed = found.seal();
        assertThat(Folders.lines(sealed.file())).isEqualTo(BatchTests.rows(5));
        assertThat(sealed.rows()).isEqualTo(5);
        assertThat(Folders.recoverSealed(Folders.stage(folder, committer))
                        .getFirst()
                        .rows())
                .isEqualTo(5);
    }

    @Test
    void aDamagedBatchIsNeverAppendedTo() throws Exception {
        flip(data(), Files.size(data()) - 1);
        Recovered found = Folders.stage(folder, committer).recover();

        assertThat(found.open()).isEmpty();
        assertThat(found.sealed())
                .singleElement()
                .satisfies(batch -> assertThat(batch.rows()).isEqualTo(2));
    }

    @Test
    void aCrashWhileADamagedBatchIsPutAsideLosesNothing() throws Exception {
        flip(data(), Files.size(data()) - 1);
        StageSpool spool = Folders.stage(folder, committer);
        spool.recover();
        // As if the copy of the good rows had not come into its place yet.
        for (Path file : Folders.files(folder)) {
            if (Files.isRegularFile(file)) {
                String name = file.getFileName().toString();
                Files.move(file, folder.resolve(name.replaceFirst("\\.", Recovery.COPY + ".")));
            }
        }
        assertThat(Folders.lines(recover().getFirst().file())).isEqualTo(BatchTests.rows(2));
    }

    @Test
    void aBatchThatIsDamagedTwiceTellsOfAllRowsThatAreGoneAndKeepsBothPairsOfFiles() throws Exception {
        flip(data(), Files.size(data()) - 1);
        SealedBatch good = recover().getFirst();
        long gone = Folders.stage(folder, committer).quarantined().getFirst().rows();
        assertThat(gone).isPositive();
        Path quarantine = folder.resolve("quarantine");
        Map<String, String> first = contents(quarantine);

        flip(good.file(), Files.size(good.file()) / 2);
        byte[] damagedAgain = Files.readAllBytes(good.file());
        long left = recover().stream().mapToLong(SealedBatch::rows).sum();

        List<Quarantined> both = Folders.stage(folder, committer).quarantined();
        assertThat(both).hasSize(2).extracting(Quarantined::id).doesNotHaveDuplicates();
        assertThat(both.stream().mapToLong(Quarantined::rows).sum()).isEqualTo(gone + good.rows() - left);
        assertThat(contents(quarantine)).containsAllEntriesOf(first);
        assertThat(quarantine.resolve(good.id() + ".2" + BatchFiles.DATA)).hasBinaryContent(damagedAgain);
    }

    private static Map<String, String> contents(Path folder) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Folders.files(folder)) {
            if (Files.isRegularFile(file)) {
                contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** What a kill leaves at each of the moves; every time the outcome is that of no kill at all. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aKillBetweenTheMovesOfAQuarantineLosesNothingAndCountsNothingTwice(int moves) throws Exception {
        flip(data(), Files.size(data()) - 1);
        String damaged = HexFormat.of().formatHex(Files.readAllBytes(data()));
        String id = data().getFileName().toString().replace(BatchFiles.DATA, "");
        Path before = Folders.copy(folder, dir.resolve("before"));
        recover();
        Path quarantine = folder.resolve("quarantine");
        Files.move(quarantine.resolve(id + ".note.json"), quarantine.resolve(id + ".moving.json"));
        // The moves are taken back, the last one first.
        BatchFiles live = new BatchFiles(folder, id);
        BatchFiles copies = new BatchFiles(folder, id + Recovery.COPY);
        BatchFiles aside = new BatchFiles(quarantine, id);
        List<Path[]> done = List.of(
                new Path[] {live.data(), aside.data()},
                new Path[] {live.journal(), aside.journal()},
                new Path[] {copies.data(), live.data()},
                new Path[] {copies.journal(), live.journal()});
        for (int i = done.size() - 1; i >= moves; i--) {
            Files.move(done.get(i)[1], done.get(i)[0]);
        }

        StageSpool spool = Folders.stage(folder, committer);
        List<SealedBatch> found = Folders.recoverSealed(spool);

        assertThat(found)
                .singleElement()
                .satisfies(batch -> assertThat(batch.rows()).isEqualTo(2));
        assertThat(Folders.lines(found.getFirst().file())).isEqualTo(BatchTests.rows(2));
        assertThat(spool.quarantined())
                .singleElement()
                .satisfies(one -> assertThat(one.rows()).isOne());
        assertThat(contents(quarantine))
                .containsEntry(id + BatchFiles.DATA, damaged)
                .containsEntry(
                        id + BatchFiles.JOURNAL,
                        HexFormat.of().formatHex(Files.readAllBytes(before.resolve(id + BatchFiles.JOURNAL))))
                .hasSize(3);
        assertThat(contents(folder)).hasSize(2);
    }

    @Test
    void anUnansweredSendingMayHaveArrived() throws Exception {
        SealedBatch sealed = batch.seal();
        folder = live;
        sealed.sending(false);
        assertThat(sealed.mayHaveArrived()).isFalse();
        assertThat(recover().getFirst().mayHaveArrived()).isTrue();

        sealed.attempted("refused", false);
        assertThat(recover().getFirst().mayHaveArrived()).isFalse();
        sealed.sending(true);
        sealed.attempted("no answer", true);
        sealed.sending(true);
        assertThat(recover().getFirst().mayHaveArrived()).isTrue();
        assertThat(recover().getFirst().isTagged()).isTrue();
        assertThat(recover().getFirst().isPossiblyDoubled()).isFalse();
    }

    @Test
    void sentAgainWithoutATagItMayBeThereTwice() throws Exception {
        SealedBatch sealed = batch.seal();
        folder = live;
        sealed.sending(false);
        sealed.attempted("no answer", true);
        assertThat(sealed.isPossiblyDoubled()).isFalse();
        sealed.sending(false);
        assertThat(sealed.isPossiblyDoubled()).isTrue();
        assertThat(recover().getFirst().isPossiblyDoubled()).isTrue();
    }

    @Test
    void aBatchSentElsewhereTakesItsNewLabelAlong() throws Exception {
        SealedBatch sealed = batch.seal();
        folder = live;
        sealed.failed("gave up");
        sealed.requeued("elsewhere");
        assertThat(recover().getFirst().label()).isEqualTo("elsewhere");
        assertThat(recover().getFirst().isFailed()).isFalse();
    }

    @Test
    void whatIsDoneIsToldOnceMoreUntilItIsForgotten() throws Exception {
        SealedBatch sealed = batch.seal();
        folder = live;
        sealed.sending(true);
        sealed.done(End.TAKEN, Instant.now());

        StageSpool spool = Folders.stage(folder, committer);
        assertThat(spool.recover().settled()).singleElement().satisfies(one -> {
            assertThat(one.rows()).isEqualTo(3);
            assertThat(one.end()).isEqualTo(End.TAKEN);
            assertThat(one.isPossiblyDoubled()).isFalse();
        });
        spool.forget(sealed.id().toString());
        assertThat(Folders.stage(folder, committer).recover().settled()).isEmpty();
        assertThat(Folders.files(live)).isEmpty();
    }

    private List<SealedBatch> recover() {
        return Folders.recoverSealed(Folders.stage(folder, committer));
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

    /** Rows from the first one on come back, the others are known to be missing, and the damaged files are kept. */
    private void isPutAside(int comeBack) throws Exception {
        List<Path> before =
                Folders.files(folder).stream().filter(Files::isRegularFile).toList();
        StageSpool spool = Folders.stage(folder, committer);
        List<SealedBatch> found = Folders.recoverSealed(spool);
        List<String> rows =
                found.isEmpty() ? List.of() : Folders.lines(found.getFirst().file());
        assertThat(rows).isEqualTo(BatchTests.rows(rows.size()));
        assertThat(rows.size()).isGreaterThanOrEqualTo(comeBack);
        assertThat(spool.quarantined()).singleElement().satisfies(one -> {
            assertThat(one.reason()).isNotBlank();
            assertThat(one.rows() + rows.size()).isEqualTo(3);
        });
        for (Path file : before) {
            assertThat(folder.resolve("quarantine").resolve(file.getFileName())).exists();
        }
        StageSpool again = Folders.stage(folder, committer);
        assertThat(Folders.recoverSealed(again)).hasSize(found.size());
        assertThat(again.quarantined()).isEqualTo(spool.quarantined());
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
    void anOpenBatchComesBackWhole() throws Exception {
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
    void anyBitOfTheJournalMayChangeAndNoRowIsLost() throws Exception {
        long length = Files.size(journal());
        String lines = Files.readString(journal());
        long last = lines.lastIndexOf('\n', lines.length() - 2) + 1;
        long label = Files.readString(journal()).indexOf('\n') + 1;
        for (long at = 0; at < length; at++) {
            folder = Folders.copy(live, dir.resolve("flip" + at));
            flip(journal(), at);
            // Without its first line nobody knows where the rows belong; a line's number of rows is lost with the line.
            isPutAside(at < label ? 0 : at == last - 1 ? 1 : at < last ? 3 : 2);
        }
    }

    @Test
    void ofDataThatChangedTheRowsBeforeComeBack() throws Exception {
        long length = Files.size(data());
        for (long at = 0; at < length; at++) {
            folder = Folders.copy(live, dir.resolve("flip" + at));
            flip(data(), at);
            isPutAside(at >= length - 5 ? 2 : 0);
        }
    }

    @Test
    void aDataFileThatIsTooShortIsPutAside() throws Exception {
        cut(data(), 1);
        isPutAside(2);
    }

    @Test
    void aJournalWithoutDataIsPutAside() throws Exception {
        Files.delete(data());
        isPutAside(0);
    }

    @Test
    void dataWithoutAJournalIsPutAside() throws Exception {
        Files.delete(journal());
        isPutAside(0);
    }

    @Test
    void dataWithAnEmptyJournalIsPutAside() throws Exception {
        Files.write(journal(), new byte[0]);
        isPutAside(0);
    }

    @Test
    void aSealedBatchComesBackAsItWas() throws Exception {
        SealedBatch sealed = batch.seal();
        sealed.attempted("busy", false);
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
    void anEmptyBatchAndAHalfOpenedOneLeaveNothing() throws Exception {
        folder = dir.resolve("empty");
        Folders.stage(folder, committer).open("");
        Files.write(folder.resolve("half.json.gz"), new byte[10]);
        Files.write(folder.resolve("quarter.journal"), new byte[0]);

        assertThat(recover()).isEmpty();
        assertThat(Folders.files(folder)).isEmpty();
    }

    @Test
    void theOldestComesFirstAndAFolderThatIsNotThereHasNone() throws Exception {
        Folders.stage(folder, committer).open("later").append(Folders.row(0), 1, () -> {});
        await().until(() -> recoverCopy().size() == 2);
        assertThat(recoverCopy()).extracting(SealedBatch::label).containsExactly("label", "later");
        assertThat(Folders.recoverSealed(Folders.stage(dir.resolve("none"), committer)))
                .isEmpty();
    }

    private int copies;

    private List<SealedBatch> recoverCopy() throws Exception {
        return Folders.recoverSealed(Folders.stage(Folders.copy(folder, dir.resolve("copy" + copies++)), committer));
    }
}
