package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    StageSpool(Path folder, Committer committer) {
        this.folder = folder;
        this.committer = committer;
    }

    /** @param label what the owner wants to know again after a restart */
    public OpenBatch open(String label) {
        try {
            Disk.ownFolder(folder);
            return new OpenBatch(new BatchFiles(folder, UUID.randomUUID().toString()), label, committer);
        } catch (IOException full) {
            throw new UncheckedIOException("No batch file can be made in " + folder + ": " + full.getMessage(), full);
        }
    }

    /**
     * What an earlier run left, oldest first, all of it sealed. What is damaged is put aside in a folder
     * {@code quarantine} and reported, never deleted. Call it before the first batch is opened.
     */
    public List<SealedBatch> recover() {
        List<SealedBatch> found = new ArrayList<>();
        for (String id : ids()) {
            BatchFiles files = new BatchFiles(folder, id);
            try {
                new Recovery(files).run().ifPresent(found::add);
            } catch (DamagedBatch damaged) {
                log.error("Batch {} is damaged and was put aside in {}: {}", id, quarantine(), damaged.getMessage());
                putAside(files);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("Batch " + id + " cannot be read", unreadable);
            }
        }
        found.sort(Comparator.comparing(SealedBatch::createdAt));
        return found;
    }

    private Path quarantine() {
        return folder.resolve("quarantine");
    }

    private void putAside(BatchFiles files) {
        try {
            files.moveTo(quarantine());
        } catch (IOException stays) {
            log.error("Batch {} could not be put aside and stays where it is: {}", files.id(), stays.toString());
        }
    }

    private List<String> ids() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .flatMap(name -> Stream.of(BatchFiles.DATA, BatchFiles.JOURNAL)
                            .filter(name::endsWith)
                            .map(ending -> name.substring(0, name.length() - ending.length())))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The spool folder " + folder + " cannot be read", unreadable);
        }
    }

    /** Deletes the stage's folder with all that is in it. */
    public void delete() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException stays) {
            throw new UncheckedIOException("The spool folder " + folder + " could not be deleted", stays);
        }
    }
}
