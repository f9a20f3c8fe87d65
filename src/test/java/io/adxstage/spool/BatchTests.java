package io.adxstage.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchTests {

    @TempDir
    Path dir;

    private Spool spool;
    private Path folder;

    @BeforeEach
    void open() {
        spool = Folders.spool(dir);
        folder = dir.resolve("spool/s");
    }

    @AfterEach
    void close() throws Exception {
        spool.close();
    }

    @Test
    void aSealedBatchIsOneGzipFileOfTheRows() throws Exception {
        OpenBatch batch = spool.stage("s").open("label");
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            int before = i;
            batch.append(Folders.row(i), 1, told::incrementAndGet);
            await().until(() -> told.get() == before + 1);
        }
        SealedBatch sealed = batch.seal();

        assertThat(Folders.lines(sealed.file())).isEqualTo(rows(5));
        assertThat(sealed.rows()).isEqualTo(5);
        assertThat(sealed.rawBytes()).isEqualTo(5L * Folders.row(0).length);
        assertThat(sealed.bytes()).isEqualTo(Files.size(sealed.file()));
        assertThat(sealed.label()).isEqualTo("label");
        assertThat(told).hasValue(5);
    }

    @Test
    void rowsAreOnDiskBeforeAnybodyIsTold() throws Exception {
        OpenBatch batch = spool.stage("s").open("");
        var then = new ConcurrentLinkedQueue<List<SealedBatch>>();
        for (int i = 0; i < 5; i++) {
            Path there = dir.resolve("crash" + i).resolve("spool/s");
            batch.append(Folders.row(i), 1, () -> {
                try {
                    Folders.copy(folder, there);
                    then.add(Folders.recoverSealed(Folders.stage(there, new Committer(Folders.NEVER))));
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
            int rows = i + 1;
            await().until(() -> then.size() == rows);
            assertThat(then)
                    .last()
                    .satisfies(found ->
                            assertThat(Folders.lines(found.getFirst().file())).isEqualTo(rows(rows)));
        }
        batch.seal();
    }

    @Test
    void sealingTellsEverybodyWhoseRowsWereStillWaiting() throws Exception {
        AtomicInteger told = new AtomicInteger();
        OpenBatch batch = spool.stage("s").open("");
        for (int i = 0; i < 1000; i++) {
            batch.append(Folders.row(i), 1, told::incrementAndGet);
        }
        SealedBatch sealed = batch.seal();

        assertThat(told).hasValue(1000);
        assertThat(Folders.lines(sealed.file())).isEqualTo(rows(1000));
        assertThatIllegalStateException().isThrownBy(() -> batch.append(Folders.row(1), 1, () -> {}));
    }

    @ParameterizedTest
    @EnumSource(SpoolSettings.Sync.class)
    void manyThreadsAppendAndEachIsToldOnce(SpoolSettings.Sync sync) throws Exception {
        try (Spool other = Folders.spool(dir.resolve("other"), sync);
                var threads = Executors.newFixedThreadPool(8)) {
            OpenBatch batch = other.stage("s").open("");
            var told = new ConcurrentLinkedQueue<Integer>();
            List<Future<?>> all = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = thread * 250; i < (thread + 1) * 250; i++) {
                            int row = i;
                            batch.append(Folders.row(row), 1, () -> told.add(row));
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
            SealedBatch sealed = batch.seal();

            assertThat(Folders.lines(sealed.file())).containsExactlyInAnyOrderElementsOf(rows(2000));
            assertThat(told).hasSize(2000).doesNotHaveDuplicates();
        }
    }

    @Test
    void rowsThatDoNotShrinkAreIntactToo() throws Exception {
        String noise = new java.util.Random(7)
                .ints(300_000, 0x21, 0x7e)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        OpenBatch batch = spool.stage("s").open("");
        batch.append((noise + "\n").getBytes(UTF_8), 1, () -> {});
        batch.append((noise + "\n").getBytes(UTF_8), 1, () -> {});

        assertThat(Folders.lines(batch.seal().file())).containsExactly(noise, noise);
    }

    @Test
    void anEmptyBatchIsAValidFile() throws Exception {
        SealedBatch sealed = spool.stage("s").open("").seal();

        assertThat(Folders.lines(sealed.file())).isEmpty();
        assertThat(sealed.rows()).isZero();
    }

    @Test
    void anInterruptedThreadCanSealAndNote() throws Exception {
        OpenBatch batch = spool.stage("s").open("");
        batch.append(Folders.row(0), 1, () -> {});
        Thread.currentThread().interrupt();
        try {
            SealedBatch sealed = batch.seal();
            sealed.attempted("busy", false);
            assertThat(sealed.attempts()).isOne();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Folders.lines(Folders.only(folder, BatchFiles.DATA))).isEqualTo(rows(1));
    }

    @Test
    void discardingLeavesNoFile() throws Exception {
        OpenBatch batch = spool.stage("s").open("");
        batch.append(Folders.row(0), 1, () -> {});
        batch.discard();

        assertThat(Folders.files(folder)).isEmpty();
    }

    @Test
    void whatHasRowsOnDiskIsNotDiscardedByMistake() throws Exception {
        OpenBatch batch = spool.stage("s").open("");
        AtomicInteger told = new AtomicInteger();
        batch.append(Folders.row(0), 1, told::incrementAndGet);
        await().until(() -> told.get() == 1);

        assertThat(batch.discardUnlessDurable()).isFalse();
        assertThat(batch.seal().rows()).isEqualTo(1);

        OpenBatch empty = spool.stage("t").open("");
        assertThat(empty.discardUnlessDurable()).isTrue();
        assertThat(Folders.files(dir.resolve("spool/t"))).isEmpty();
    }

    @Test
    void foldersAndFilesAreTheOwnersAlone() throws Exception {
        SealedBatch sealed = spool.stage("s").open("").seal();

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("../lock"))).isEqualTo("rw-------");
        assertThat(permissions(sealed.file())).isEqualTo("rw-------");
        assertThat(permissions(Folders.only(folder, BatchFiles.JOURNAL))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    static List<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toList();
    }
}
