package io.adxstage.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the spool asks of the file system beyond {@link Files}. */
final class Disk {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Disk() {}

    /** Creates a folder that only its owner can open, and its parents where they are missing, durably. */
    static void ownFolder(Path folder) throws IOException {
        Deque<Path> parents = new ArrayDeque<>();
        Path at = folder.toAbsolutePath();
        for (Path up = at.getParent(); up != null && !Files.isDirectory(at); up = at.getParent()) {
            parents.push(up);
            at = up;
        }
        if (parents.isEmpty()) {
            return;
        }
        Files.createDirectories(folder, ownerOnly("rwx------"));
        for (Path parent : parents) {
            syncFolder(parent);
        }
    }

    /** What a new file or folder is created with, where the file system knows of owners. */
    static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes created, renamed and deleted names durable. On Windows a folder cannot be synced, nor need it be. */
    static void syncFolder(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
