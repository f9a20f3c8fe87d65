package io.adxstage.letters;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What dead letters ask of the disk when they change it. Files are no {@link FileChannel}s: those close for good when
 * their thread is interrupted. A class to be replaced in tests by one that crashes.
 */
class Disk {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Creates a folder that only its owner can open, durably. */
    void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
            // The folder's name must be durable too, and that of the folder of all stages.
            Path all = parent(folder);
            syncFolder(all);
            syncFolder(parent(all));
        }
    }

    /** An empty file that only its owner can read; its name is durable after {@link #syncFolder}. */
    void create(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, ownerOnly("rw-------"));
        }
    }

    /** Writes at a place, cuts what is behind it, and forces all to the disk. */
    void write(Path file, long at, List<byte[]> pieces) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            for (byte[] piece : pieces) {
                open.write(piece);
            }
            cut(open, open.getFilePointer());
            force(open);
        }
    }

    /** Makes what was written durable. */
    void force(RandomAccessFile open) throws IOException {
        open.getFD().sync();
    }

    /** Cuts off what is behind; never makes a file longer. */
    void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            cut(open, length);
        }
    }

    private static void cut(RandomAccessFile open, long length) throws IOException {
        if (open.length() > length) {
            open.setLength(length);
        }
    }

    /** Gives a file this content: at any instant it has the old one or this one. */
    void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        create(next);
        write(next, 0, List.of(content));
        move(next, file);
    }

    /** Renames durably. */
    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(parent(to));
        if (!parent(from).equals(parent(to))) {
            syncFolder(parent(from));
        }
    }

    void delete(Path fileOrEmptyFolder) throws IOException {
        Files.deleteIfExists(fileOrEmptyFolder);
    }

    /** Makes created, renamed and deleted names durable. On Windows a folder cannot be synced, nor need it be. */
    void syncFolder(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
