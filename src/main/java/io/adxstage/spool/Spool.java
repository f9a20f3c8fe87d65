package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All batch files of this service: a folder for each stage, owned by one process at a time. */
@Component
public class Spool implements AutoCloseable {

    private final Path root;
    private final Committer committer;
    private final DiskRoom room;
    private final FileChannel lockFile;

    Spool(SpoolSettings settings) {
        this.root = settings.dataFolder().resolve("spool");
        this.lockFile = lock();
        try {
            this.room = new DiskRoom(root, settings.spool().maxSize());
        } catch (IOException unusable) {
            throw new UncheckedIOException("The spool folder " + root + " cannot be used", unusable);
        }
        this.committer = new Committer(settings.spool());
    }

    private FileChannel lock() {
        try {
            Disk.ownFolder(root);
            FileChannel channel = FileChannel.open(
                    root.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    Disk.ownerOnly("rw-------"));
            if (tryLock(channel) == null) {
                channel.close();
                throw new SpoolInUse("Another adx-stage runs on the data directory " + root.getParent() + ".");
            }
            return channel;
        } catch (IOException unusable) {
            throw new UncheckedIOException("The spool folder " + root + " cannot be used", unusable);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** The batches of one stage. */
    public StageSpool stage(String id) {
        return new StageSpool(root.resolve(id), committer, room);
    }

    /** The ids of all stages that have something here. */
    public List<String> stages() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The spool folder " + root + " cannot be read", unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        committer.close();
        lockFile.close();
    }
}
