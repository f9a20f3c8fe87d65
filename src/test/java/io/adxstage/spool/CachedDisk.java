package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A disk behind a cache, as they all are: what was written is there for everybody to see, and only what was forced outlives
 * a power failure. Remembers what it was asked for, and in which order. Forcing can be held up, and can fail.
 */
final class CachedDisk implements DiskAccess {

    private final Path platter;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String failing = "";

    /** @param platter a folder for what was forced */
    CachedDisk(Path platter) throws IOException {
        this.platter = Files.createDirectories(platter);
    }

    /** As {@code write data}, {@code force journal}; a test may add what else happens. */
    List<String> asked() {
        return asked;
    }

    /** From now on forcing takes until {@link #letGo}. */
    void holdUp() {
        gate = new CountDownLatch(1);
    }

    void letGo() {
        gate.countDown();
    }

    /**
     * From now on files of this kind cannot be forced.
     *
     * @param kind {@code data}, {@code journal}, or nothing: then all can
     */
    void fail(String kind) {
        failing = kind;
    }

    /** What is found when the power is back, as a folder of its own. */
    Path afterPowerFailure(Path folder) {
        try {
            synchronized (this) {
                return Folders.copy(platter, folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public DurableFile create(Path file) throws IOException {
        return new CachedFile(Files.createFile(file));
    }

    @Override
    public DurableFile open(Path file) throws IOException {
        return new CachedFile(file);
    }

    private final class CachedFile extends DurableFile {

        private final Path path;
        private final String kind;

        CachedFile(Path path) throws IOException {
            super(path);
            this.path = path;
            this.kind = path.toString().endsWith(BatchFiles.DATA) ? "data" : "journal";
        }

        @Override
        void write(byte[] bytes, long position) throws IOException {
            asked.add("write " + kind);
            super.write(bytes, position);
        }

        @Override
        void force() throws IOException {
            asked.add("force " + kind);
            try {
                gate.await();
            } catch (InterruptedException stop) {
                throw new IOException(stop);
            }
            if (failing.equals(kind)) {
                throw new IOException("Input/output error");
            }
            super.force();
            synchronized (CachedDisk.this) {
                Files.copy(path, platter.resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            asked.add("forced " + kind);
        }
    }
}
