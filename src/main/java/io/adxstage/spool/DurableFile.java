package io.adxstage.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file that is written at places and forced to the disk. Not a {@link java.nio.channels.FileChannel}: that one closes
 * for good when its thread is interrupted, as threads are in a shutdown.
 */
class DurableFile implements AutoCloseable {

    private final RandomAccessFile file;
    private volatile boolean open = true;

    DurableFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** A new file that only its owner can read. */
    static DurableFile create(Path path) throws IOException {
        Files.createFile(path, Disk.ownerOnly("rw-------"));
        return new DurableFile(path);
    }

    /** A file that is there. */
    static DurableFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return new DurableFile(path);
    }

    /** Puts a small file in the place of another: all of it or nothing, durably, for its owner only. */
    static void replace(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Disk.ownFolder(folder);
        Path next = next(file);
        Files.deleteIfExists(next);
        try (DurableFile open = create(next)) {
            open.write(content, 0);
            open.force();
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Disk.syncFolder(folder);
    }

    /** Stands beside a file while {@link #replace} makes its new content; a crash may leave it. */
    static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    void write(byte[] bytes, long position) throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    /** Cuts off what is behind; never makes the file longer. */
    void truncate(long length) throws IOException {
        if (file.length() > length) {
            file.setLength(length);
        }
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        file.close();
    }
}
