package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTests {

    @TempDir
    Path dir;

    private final Committer committer = new Committer(Folders.NEVER);
    private FullDisk disk;
    private OpenBatch batch;
    private final AtomicInteger told = new AtomicInteger();

    /** Takes half of what is written when it is full. */
    private static final class FullDisk extends DurableFile {
        private volatile boolean full;
        private final AtomicInteger refused = new AtomicInteger();

        FullDisk(Path path) throws IOException {
            super(path);
        }

        @Override
        void write(byte[] bytes, long position) throws IOException {
            if (full) {
                super.write(java.util.Arrays.copyOf(bytes, bytes.length / 2), position);
                refused.incrementAndGet();
                throw new IOException("No space left on device");
            }
            super.write(bytes, position);
        }
    }

    @BeforeEach
    void open() throws Exception {
        BatchFiles files = new BatchFiles(dir, java.util.UUID.randomUUID().toString());
        disk = new FullDisk(files.data());
        batch = new OpenBatch(files, "", committer, disk);
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
    void appendingBlocksOnceTooMuchWaits() throws Exception {
        disk.full = true;
        byte[] megabyte = new byte[1024 * 1024];
        batch.append(megabyte, 1, told::incrementAndGet);
        await().until(() -> batch.trouble() != null);
        try (var threads = Executors.newSingleThreadExecutor()) {
            AtomicInteger appended = new AtomicInteger();
            var appending = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    batch.append(megabyte, 1, told::incrementAndGet);
                    appended.incrementAndGet();
                }
            });
            await().until(() -> appended.get() == 9);
            assertThat(appending).isNotDone();

            disk.full = false;
            appending.get();
            await().until(() -> told.get() == 21);
        }
    }

    @Test
    void sealingIsRefusedAndTheBatchStaysOpen() throws Exception {
        batch.append(Folders.row(0), 1, told::incrementAndGet);
        await().until(() -> told.get() == 1);
        disk.full = true;
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(batch::seal)
                .withMessageContaining("No space left on device");
        disk.full = false;
        batch.append(Folders.row(1), 1, told::incrementAndGet);

        assertThat(Folders.lines(batch.seal().file())).isEqualTo(BatchTests.rows(2));
        assertThat(told).hasValue(2);
    }

    @Test
    void aBatchThatCannotBeginLeavesNothing() throws Exception {
        BatchFiles files = new BatchFiles(dir.resolve("other"), "b");
        Disk.ownFolder(files.folder());
        FullDisk full = new FullDisk(files.data());
        full.full = true;

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new OpenBatch(files, "", committer, full));
        assertThat(full.isOpen()).isFalse();
        assertThat(Folders.files(files.folder())).isEmpty();
    }
}
