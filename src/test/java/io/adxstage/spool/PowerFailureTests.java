package io.adxstage.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What {@code adx-stage.spool.sync} promises, on a disk that forgets what was not forced. */
class PowerFailureTests {

    @TempDir
    Path dir;

    private CachedDisk disk;
    private Committer committer;

    @BeforeEach
    void open() throws Exception {
        disk = new CachedDisk(dir.resolve("platter"));
    }

    @AfterEach
    void close() {
        disk.fail("");
        disk.letGo();
        committer.close();
    }

    /** A batch that was opened a while ago. */
    private OpenBatch batch(SpoolSettings.Sync sync) {
        committer = committer(sync);
        OpenBatch batch = Folders.stage(dir.resolve("stage"), committer, disk).open("");
        disk.asked().clear();
        return batch;
    }

    private static Committer committer(SpoolSettings.Sync sync) {
        return new Committer(new SpoolSettings.Spool(DataSize.ofGigabytes(1), sync, Duration.ofMillis(20)));
    }

    private void append(OpenBatch batch, int row) {
        append(batch, row, Folders.row(row));
    }

    private void append(OpenBatch batch, int row, byte[] line) {
        batch.append(
                List.of(line),
                1,
                List.of(new Mark(row + 1, row)),
                () -> disk.asked().add("tell"));
    }

    /** A row of which a commit has more than a journal holds. */
    private static byte[] large(int row) {
        byte[] noise = new byte[2 * HeldRows.MOST];
        new Random(row).nextBytes(noise);
        return ("{\"noise\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}\n").getBytes(UTF_8);
    }

    private static String line(byte[] row) {
        return new String(row, UTF_8).strip();
    }

    private void awaitTold(int times) {
        await().until(() -> disk.asked().stream().filter("tell"::equals).count() == times);
    }

    /** Rows that are there when the power is back. */
    private List<String> rowsAfterPowerFailure() {
        Path there = disk.afterPowerFailure(dir.resolve("crash" + System.nanoTime()));
        List<String> rows = new ArrayList<>();
        try (Committer other = new Committer(Folders.NEVER)) {
            for (SealedBatch found : Folders.recoverSealed(Folders.stage(there, other))) {
                rows.addAll(Folders.lines(found.file()));
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        return rows;
    }

    @Test
    void alwaysForcesBothFilesOfManyBytesBeforeAnybodyIsTold() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);

        append(batch, 0, large(0));
        awaitTold(1);

        assertThat(disk.asked())
                .containsExactly(
                        "write data",
                        "force data",
                        "forced data",
                        "write journal",
                        "force journal",
                        "forced journal",
                        "tell");
    }

    @Test
    void alwaysForcesTheJournalThatHoldsFewBytesBeforeAnybodyIsTold() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);

        append(batch, 0);
        awaitTold(1);

        assertThat(disk.asked())
                .containsExactly("write data", "write journal", "force journal", "forced journal", "tell");
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(1));
    }

    @Test
    void alwaysWhoeverIsToldFindsTheRowsAfterAPowerFailureAtThatVeryMoment() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        List<List<String>> then = new CopyOnWriteArrayList<>();
        List<String> rows = new ArrayList<>();

        for (int row = 0; row < 40; row++) {
            // The spool does as well with many small commits, many large ones, and both by turns.
            byte[] line = row < 10 || row % 3 == 1 ? Folders.row(row) : large(row);
            rows.add(line(line));
            batch.append(line, 1, () -> then.add(rowsAfterPowerFailure()));
            int told = row + 1;
            if (row % 2 == 0) {
                await().until(() -> then.size() == told);
            }
        }
        await().until(() -> then.size() == 40);

        for (int told = 0; told < 40; told++) {
            assertThat(then.get(told)).startsWith(rows.subList(0, told + 1).toArray(String[]::new));
        }
    }

    /** Of what was not forced a disk may hold a part, zeros, or something else. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 100, 5_000, 100_000})
    void alwaysRowsComeBackWhateverTheDiskHasInTheirPlace(int garbage) throws Exception {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        append(batch, 0, large(0));
        awaitTold(1);
        for (int row = 1; row < 4; row++) {
            append(batch, row);
            awaitTold(row + 1);
        }

        for (boolean isNoise : new boolean[] {false, true}) {
            Path there = disk.afterPowerFailure(dir.resolve("crash" + garbage + isNoise));
            byte[] unforced = new byte[garbage];
            if (isNoise) {
                new Random(garbage).nextBytes(unforced);
            }
            Files.write(Folders.only(there, BatchFiles.DATA), unforced, StandardOpenOption.APPEND);
            StageSpool spool = Folders.stage(there, committer);
            for (int start = 0; start < 2; start++) {
                List<SealedBatch> found = Folders.recoverSealed(spool);
                assertThat(found)
                        .singleElement()
                        .satisfies(one -> assertThat(Folders.lines(one.file()))
                                .containsExactly(
                                        line(large(0)),
                                        line(Folders.row(1)),
                                        line(Folders.row(2)),
                                        line(Folders.row(3))));
                assertThat(spool.quarantined()).isEmpty();
            }
        }
    }

    @Test
    void alwaysNobodyIsToldWhileTheDiskIsBusyForcing() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        disk.holdUp();

        append(batch, 0);
        await().until(() -> disk.asked().contains("force journal"));
        append(batch, 1);

        assertThat(disk.asked()).containsExactly("write data", "write journal", "force journal");
        assertThat(batch.durableRows()).isZero();
        assertThat(rowsAfterPowerFailure()).isEmpty();
        disk.letGo();
        awaitTold(2);
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(2));
    }

    /** A kernel may take what it could not force for forced: so it is not only forced again, but written again. */
    @ParameterizedTest
    @ValueSource(strings = {"data", "journal"})
    void alwaysNobodyIsToldWhenForcingFailsAndTheRowsAreWrittenAgain(String kind) {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        disk.fail(kind);

        append(batch, 0, large(0));
        await().until(() -> batch.trouble() != null);

        assertThat(batch.trouble()).isEqualTo("Input/output error");
        assertThat(disk.asked()).doesNotContain("tell");
        assertThat(rowsAfterPowerFailure()).isEmpty();
        disk.fail("");
        awaitTold(1);
        List<String> asked = disk.asked();
        assertThat(asked.subList(asked.lastIndexOf("force " + kind) - 1, asked.size()))
                .startsWith("write " + kind, "force " + kind, "forced " + kind);
        assertThat(rowsAfterPowerFailure()).containsExactly(line(large(0)));
    }

    @Test
    void alwaysWhatTheJournalHoldsIsWrittenAgainWhenForcingTheDataFails() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        for (int row = 0; row < 3; row++) {
            append(batch, row);
            awaitTold(row + 1);
        }
        disk.fail("data");
        assertThatThrownBy(batch::seal).hasMessageContaining("Input/output error");
        disk.fail("");
        disk.asked().clear();

        batch.seal();

        assertThat(disk.asked())
                .containsExactly(
                        "write data",
                        "write data",
                        "write data",
                        "write data",
                        "write data",
                        "force data",
                        "forced data",
                        "write journal",
                        "force journal",
                        "forced journal");
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(3));
    }

    @Test
    void alwaysWhatAKillLeftUnforcedIsForcedBeforeItCountsAsStored() throws Exception {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        disk.fail("journal");
        append(batch, 0);
        await().until(() -> batch.trouble() != null);
        // Written it is, so the next start finds it. The message was not acknowledged, and comes again.
        Path killed = Folders.copy(dir.resolve("stage"), dir.resolve("killed"));
        disk = new CachedDisk(dir.resolve("next"));

        try (Committer next = committer(SpoolSettings.Sync.ALWAYS)) {
            Recovered found = Folders.stage(killed, next, disk).recover();

            assertThat(found.open())
                    .singleElement()
                    .satisfies(open -> assertThat(open.durableRows()).isOne());
            assertThat(disk.asked()).containsExactly("force data", "forced data", "force journal", "forced journal");
            assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(1));
        }
    }

    @Test
    void intervalTellsAtOnceAndForcesSoonAfter() {
        OpenBatch batch = batch(SpoolSettings.Sync.INTERVAL);

        append(batch, 0);
        awaitTold(1);
        await().until(() -> disk.asked().contains("forced journal"));

        assertThat(disk.asked())
                .containsExactly(
                        "write data",
                        "write journal",
                        "tell",
                        "force data",
                        "forced data",
                        "force journal",
                        "forced journal");
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(1));
    }

    @Test
    void intervalLosesWhatWasNotForcedYetAndKeepsTheRest() {
        OpenBatch batch = batch(SpoolSettings.Sync.INTERVAL);
        append(batch, 0);
        await().until(() -> disk.asked().contains("forced journal"));
        disk.holdUp();
        append(batch, 1);
        awaitTold(2);

        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(1));
    }

    @Test
    void neverTellsAndLeavesForcingToTheSystemUntilTheBatchIsSealed() {
        OpenBatch batch = batch(SpoolSettings.Sync.NEVER);

        append(batch, 0);
        awaitTold(1);
        append(batch, 1);
        awaitTold(2);

        assertThat(disk.asked())
                .containsExactly("write data", "write journal", "tell", "write data", "write journal", "tell");
        assertThat(rowsAfterPowerFailure()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SpoolSettings.Sync.class)
    void aSealedBatchIsForcedInAnyCaseBeforeItCanBeSent(SpoolSettings.Sync sync) {
        OpenBatch batch = batch(sync);
        for (int row = 0; row < 5; row++) {
            append(batch, row);
        }

        batch.seal();

        assertThat(disk.asked()
                        .subList(
                                disk.asked().lastIndexOf("force data"),
                                disk.asked().size()))
                .containsExactly("force data", "forced data", "write journal", "force journal", "forced journal");
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(5));
    }
}
