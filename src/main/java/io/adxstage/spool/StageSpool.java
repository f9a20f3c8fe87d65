package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The batches of one stage: opens new ones, and finds what an earlier run left. */
public final class StageSpool {

    private static final Logger log = LoggerFactory.getLogger(StageSpool.class);

    private final Path folder;
    private final Committer committer;
    private final DiskRoom room;
    private final DiskAccess disk;
    private final Redeliveries redeliveries;
    private final Quarantine quarantine;

    StageSpool(Path folder, Committer committer, DiskRoom room) {
        this(folder, committer, room, DiskAccess.REAL);
    }

    StageSpool(Path folder, Committer committer, DiskRoom room, DiskAccess disk) {
        this.folder = folder;
        this.committer = committer;
        this.room = room;
        this.disk = disk;
        this.redeliveries = new Redeliveries(folder.resolve("redeliveries"), committer);
        this.quarantine = new Quarantine(folder);
    }

    Committer committer() {
        return committer;
    }

    DiskRoom room() {
        return room;
    }

    DiskAccess disk() {
        return disk;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** What the stage received last. */
    public Redeliveries redeliveries() {
        return redeliveries;
    }

    /** Rows that wait for no batch yet. */
    public Waiting nobodyWaits() {
        return new Waiting();
    }

    /**
     * @param label what the owner wants to know again after a restart
     * @throws UncheckedIOException where the disk or the spool's limit has no room for it; the message says which
     */
    public OpenBatch open(String label) {
        while (true) {
            try {
                Disk.ownFolder(folder);
                return new OpenBatch(
                        this, new BatchFiles(folder, UUID.randomUUID().toString()), label);
            } catch (IOException full) {
                if (!room.make(full)) {
                    throw new UncheckedIOException(String.valueOf(full.getMessage()), full);
                }
            }
        }
    }

    /**
     * What an earlier run left. Of what is damaged the good part comes back, and the files are put aside in a folder
     * {@code quarantine}, never deleted. Call it once, before the first batch is opened.
     */
    public Recovered recover() {
        Recovered found = Recovered.nothing();
        for (String id : ids()) {
            try {
                new Recovery(this, new BatchFiles(folder, id)).into(found);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("Batch " + id + " cannot be read", unreadable);
            }
        }
        found.sort();
        return found;
    }

    /** Batches that were found damaged, now or earlier. */
    public List<Quarantined> quarantined() {
        return quarantine.list();
    }

    /** Deletes a damaged batch for good. */
    public void deleteQuarantined(String id) {
        try {
            room.give(quarantine.delete(id));
        } catch (IOException stays) {
            throw new UncheckedIOException("The damaged batch " + id + " could not be deleted", stays);
        }
    }

    /**
     * Deletes the files of a batch that is done, and answers whether they are gone. Where they stay, the next start
     * finds them settled again.
     */
    public boolean forget(String id) {
        BatchFiles files = new BatchFiles(folder, id);
        try {
            // The rows first: on a full disk the marks find no room otherwise, and those are in the journal yet.
            long bytes = files.size();
            Files.deleteIfExists(files.data());
            redeliveries.save();
            files.delete();
            room.give(bytes);
            room.restore();
            return true;
        } catch (IOException notNow) {
            log.error("The files of batch {} could not be deleted; the next start will: {}", id, notNow.toString());
            return false;
        }
    }

    /**
     * Puts a small file in the place of another: all of it or nothing, durably, for its owner only. On a full disk it takes
     * what is kept in reserve for that.
     */
    public void replace(Path file, byte[] content) throws IOException {
        room.small(() -> DurableFile.replace(file, content));
    }

    void delete(BatchFiles files) throws IOException {
        long bytes = files.size();
        files.delete();
        room.give(bytes);
        room.restore();
    }

    private Set<String> ids() {
        Set<String> ids = new TreeSet<>(Recovery.ids(names()));
        try {
            ids.addAll(quarantine.unfinished());
            return ids;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The folder of damaged batches in " + folder + " cannot be read", unreadable);
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The spool folder " + folder + " cannot be read", unreadable);
        }
    }

    /** Deletes the stage's folder with all that is in it. */
    public void delete() {
        try {
            room.spares().forget(folder);
            long bytes = DiskRoom.used(folder);
            FileSystemUtils.deleteRecursively(folder);
            room.give(bytes);
        } catch (IOException stays) {
            throw new UncheckedIOException("The spool folder " + folder + " could not be deleted", stays);
        }
    }
}
