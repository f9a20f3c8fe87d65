package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.util.unit.DataSize;

/** For the tests of other rooms: the batches of a stage, on a disk that can be held up amid forcing. Syncs always. */
public final class HeldDisk implements AutoCloseable {

    private final Committer committer = new Committer(
            new SpoolSettings.Spool(DataSize.ofGigabytes(1), SpoolSettings.Sync.ALWAYS, Duration.ofSeconds(1)));
    private final CachedDisk disk;
    private final StageSpool stage;

    public HeldDisk(Path folder) throws IOException {
        disk = new CachedDisk(folder.resolve("platter"));
        stage = Folders.stage(folder.resolve("stage"), committer, disk);
    }

    public StageSpool stage() {
        return stage;
    }

    /** From now on forcing takes until {@link #letGo}. */
    public void holdUp() {
        disk.asked().clear();
        disk.holdUp();
    }

    /** Waits until rows are written, and are being forced. */
    public void awaitForcing() {
        Awaitility.await().until(() -> disk.asked().stream().anyMatch(one -> one.startsWith("force ")));
    }

    public void letGo() {
        disk.letGo();
    }

    @Override
    public void close() {
        disk.letGo();
        committer.close();
    }
}
