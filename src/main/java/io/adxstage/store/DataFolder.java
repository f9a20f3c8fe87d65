package io.adxstage.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder under which everything is kept: made for its owner alone. */
record DataFolder(Path path) {

    /** Makes the folder where it is missing; an existing one keeps its rights, which are the operator's business. */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path, ownerOnly());
        } catch (IOException e) {
            throw new StoreCannotOpen(
                    "The data folder " + path + " cannot be made: " + e,
                    "Let the service write there, or name another folder in adx-stage.data-dir.");
        }
        if (!Files.isWritable(path)) {
            throw new StoreCannotOpen(
                    "The data folder " + path + " cannot be written to.",
                    "Let the user that runs the service write there, or name another folder in adx-stage.data-dir.");
        }
        return new DataFolder(path);
    }

    /** Writes a file that only its owner can read, whole or not at all, and on the disk when this returns. */
    void writeForOwner(String name, byte[] content) throws IOException {
        var draft = Files.createTempFile(path, name, ".tmp");
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var bytes = java.nio.ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        if (isPosix()) {
            try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
