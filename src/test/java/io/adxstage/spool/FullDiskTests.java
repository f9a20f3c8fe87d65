package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FullDiskTests {

    @TempDir
    Path dir;

    private final Committer committer = new Committer(Folders.NEVER);
    private FullDisk disk;
    private StageSpool spool;
    private OpenBatch batch;
    private final AtomicInteger told = new AtomicInteger();

    /** Takes half of what is written when it is full. */
    private static final class FullDisk extends DurableFile {
        private volatile boolean full;
        private volatile Predicate<byte[]> isFullFor = bytes -> true;
        private final AtomicInteger refused = new AtomicInteger();

        FullDisk(Path path) throws IOException {
            super(path);
        }

        @Override
        void write(byte[] bytes, long position) throws IOException {
            if (full && isFullFor.test(bytes)) {
                super.write(java.util.Arrays.copyOf(bytes, bytes.length / 2), position);
                refused.incrementAndGet();
                throw new IOException("No space left on device");
            }
            super.write(bytes, position);
        }
    }

    /** Rows of this batch go to this disk, all else to the real one. */
    private static DiskAccess holding(FullDisk disk, BatchFiles batch) {
        return new DiskAccess() {
            @Override
            public DurableFile create(Path file) throws IOException {
                return file.equals(batch.data()) ? disk : REAL.create(file);
            }

            @Override
            public DurableFile open(Path file) throws IOException {
                return REAL.open(file);
            }
        };
    }

    @BeforeEach
    void open() throws Exception {
        BatchFiles files = new BatchFiles(dir, java.util.UUID.randomUUID().toString());
        disk = new FullDisk(files.data());
        spool = Folders.stage(dir, committer, holding(disk, files));
        batch = new OpenBatch(spool, files, "");
    }

    @AfterEach
    void close() {
        disk.full = false;
        committer.close();
    }

    @Test
    void rowsWaitUntilTheDiskTakesThem() throws Exception {
        disk.full = true;
        batch.append(Folders.row(0), 1, told::incrementAndGet);
        await().until(() -> batch.trouble() != null);
        assertThat(batch.trouble()).isEqualTo("No space left on device");
        batch.append(Folders.row(1), 1, told::incrementAndGet);
        assertThat(told).hasValue(0);

        disk.full = false;
        await().until(() -> told.get() == 2);
        assertThat(batch.trouble()).isNull();
        assertThat(Folders.lines(batch.seal().file())).isEqualTo(BatchTests.rows(2));
    }

    @Test
    void moreRowsDoNotMakeMoreRetries() {
        disk.full = true;
        for (int i = 0; i < 200; i++) {
            batch.append(Folders.row(i), 1, told::incrementAndGet);
        }
        await().until(() -> disk.refused.get() >= 2);
        int before = disk.refused.get();
        for (int i = 0; i < 200; i++) {
            batch.append(Folders.row(i), 1, told::incrementAndGet);
        }
        assertThat(disk.refused.get() - before).isLessThan(5);
    }

    @Test
    void thereIsNoRoomOnceTooMuchWaits() throws Exception {
        disk.full = true;
        byte[] megabyte = new byte[1024 * 1024];
        batch.append(megabyte, 1, told::incrementAndGet);
        await().until(() -> batch.trouble() != null);
        int appended = 1;
        while (batch.awaitRoom(Duration.ofMillis(1))) {
            batch.append(megabyte, 1, told::incrementAndGet);
            appended++;
        }
        assertThat(appended).isEqualTo(10);

        disk.full = false;
        await().until(() -> batch.awaitRoom(Duration.ofSeconds(1)));
        await().until(() -> told.get() == 10);
    }

    @Test
    void sealingTakesWhatIsWrittenAndLeavesTheRestToTheNext() throws Exception {
        batch.append(Folders.row(0), 1, told::incrementAndGet);
        await().until(() -> told.get() == 1);
        disk.full = true;
        batch.append(List.of(Folders.row(1)), 1, List.of(new Mark(7, 70)), told::incrementAndGet);
        await().until(() -> batch.trouble() != null);
        batch.append(Folders.row(2), 1, told::incrementAndGet);
        disk.isFullFor = bytes -> !(bytes.length == 10 && bytes[0] == 3 && bytes[1] == 0);

        SealedBatch sealed = batch.seal();
        assertThat(Folders.lines(sealed.file())).isEqualTo(BatchTests.rows(1));
        assertThat(sealed.rows()).isOne();
        assertThat(told).hasValue(1);

        OpenBatch next = spool.open("");
        next.append(java.util.Objects.requireNonNull(batch.rest()));
        SealedBatch other = next.seal();
        assertThat(other.rows()).isEqualTo(2);
        assertThat(Folders.lines(other.file())).isEqualTo(BatchTests.rows(3).subList(1, 3));
        assertThat(told).hasValue(3);
        assertThat(Folders.stage(dir, committer).recover().settled()).isEmpty();
    }

    @Test
    void aBatchWithNothingWrittenStaysOpen() {
        disk.full = true;
        batch.append(Folders.row(0), 1, told::incrementAndGet);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(batch::seal)
                .withMessageContaining("No space left on device");
        disk.full = false;
        batch.append(Folders.row(1), 1, told::incrementAndGet);

        assertThat(batch.seal().rows()).isEqualTo(2);
        assertThat(told).hasValue(2);
    }

    @Test
    void aSpoolAtItsLimitTakesNothingUntilABatchHasGone() throws Exception {
        StageSpool small = Folders.stage(dir.resolve("small"), committer, DataSize.ofKilobytes(40));
        OpenBatch first = small.open("");
        java.util.Random random = new java.util.Random(5);
        byte[] noise = new byte[30_000];
        random.nextBytes(noise);
        first.append(noise, 1, told::incrementAndGet);
        await().until(() -> told.get() == 1);
        random.nextBytes(noise);
        first.append(noise, 1, told::incrementAndGet);
        await().until(() -> first.trouble() != null);
        assertThat(first.trouble())
                .isEqualTo("the spool has reached its limit of 40960 bytes, set by adx-stage.spool.max-size");

        SealedBatch sealed = first.seal();
        OpenBatch second = small.open("");
        second.append(java.util.Objects.requireNonNull(first.rest()));
        await().until(() -> second.trouble() != null);
        assertThat(told).hasValue(1);

        sealed.done(End.TAKEN, Instant.now());
        sealed.delete();
        await().until(() -> told.get() == 2);
        assertThat(second.trouble()).isNull();
        second.discard();
    }

    @Test
    void aBatchThatCannotBeginLeavesNothing() throws Exception {
        BatchFiles files = new BatchFiles(dir.resolve("other"), "b");
        Disk.ownFolder(files.folder());
        FullDisk full = new FullDisk(files.data());
        full.full = true;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> new OpenBatch(Folders.stage(files.folder(), committer, holding(full, files)), files, ""));
        assertThat(full.isOpen()).isFalse();
        assertThat(Folders.files(files.folder())).isEmpty();
    }
}
