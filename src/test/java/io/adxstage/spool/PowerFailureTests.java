package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        batch.append(
                List.of(Folders.row(row)),
                1,
                List.of(new Mark(row + 1, row)),
                () -> disk.asked().add("tell"));
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
    void alwaysWritesAndForcesBothFilesBeforeAnybodyIsTold() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);

        append(batch, 0);
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
    void alwaysWhoeverIsToldFindsTheRowsAfterAPowerFailureAtThatVeryMoment() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        List<List<String>> then = new CopyOnWriteArrayList<>();

        for (int row = 0; row < 20; row++) {
            batch.append(Folders.row(row), 1, () -> then.add(rowsAfterPowerFailure()));
        }
        await().until(() -> then.size() == 20);

        for (int told = 0; told < 20; told++) {
            assertThat(then.get(told)).startsWith(BatchTests.rows(told + 1).toArray(String[]::new));
        }
    }

    @Test
    void alwaysNobodyIsToldWhileTheDiskIsBusyForcing() {
        OpenBatch batch = batch(SpoolSettings.Sync.ALWAYS);
        disk.holdUp();

        append(batch, 0);
        await().until(() -> disk.asked().contains("force data"));
        append(batch, 1);

        assertThat(disk.asked()).containsExactly("write data", "force data");
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

        append(batch, 0);
        await().until(() -> batch.trouble() != null);

        assertThat(batch.trouble()).isEqualTo("Input/output error");
        assertThat(disk.asked()).doesNotContain("tell");
        assertThat(rowsAfterPowerFailure()).isEmpty();
        disk.fail("");
        awaitTold(1);
        List<String> asked = disk.asked();
        assertThat(asked.subList(asked.lastIndexOf("force " + kind) - 1, asked.size()))
                .startsWith("write " + kind, "force " + kind, "forced " + kind);
        assertThat(rowsAfterPowerFailure()).isEqualTo(BatchTests.rows(1));
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
