package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where damaged batches of a stage lie, each with a note of what is wrong. What was brought back of one may be damaged again:
 * that lies beside the first, numbered.
 */
final class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTE = ".note.json";

    /** Stands for a note while the files that it tells of are moved. */
    private static final String MOVING = ".moving.json";

    private final Path folder;

    Quarantine(Path stageFolder) {
        this.folder = stageFolder.resolve("quarantine");
    }

    /** @param rows that are gone with it; not those of an earlier damage to the same batch */
    private record Note(Instant at, long rows, String reason) {}

    /**
     * Announces that the files of a batch are about to come here, durably: from here on {@link #finish} brings them, now or
     * after a crash. What an earlier damage to the same batch brought here is not touched.
     */
    void announce(BatchFiles files, long rows, String reason) throws IOException {
        Disk.ownFolder(folder);
        int damage = 1;
        while (isTaken(numbered(files.id(), damage))) {
            damage++;
        }
        DurableFile.replace(
                moving(numbered(files.id(), damage)), JSON.writeValueAsBytes(new Note(Instant.now(), rows, reason)));
    }

    private boolean isTaken(String name) throws IOException {
        BatchFiles there = new BatchFiles(folder, name);
        return Files.exists(note(name)) || Files.exists(there.data()) || Files.exists(there.journal());
    }

    private static String numbered(String id, int damage) {
        return damage == 1 ? id : id + "." + damage;
    }

    /**
     * Brings what was announced, each file once; then the copies of the good rows come into their place, where there are
     * some. A crash at any point leaves the rest for the next call.
     */
    void finish(BatchFiles files, BatchFiles copies) throws IOException {
        String name = announced(files.id());
        if (name != null) {
            BatchFiles there = new BatchFiles(folder, name);
            moveOnce(files.data(), there.data());
            moveOnce(files.journal(), there.journal());
            Disk.syncFolder(folder);
            Disk.syncFolder(files.folder());
        }
        // Without a journal of its own: an earlier version left the copies when it crashed.
        if (name != null || !Files.exists(files.journal())) {
            moveOnce(copies.data(), files.data());
            moveOnce(copies.journal(), files.journal());
            Disk.syncFolder(files.folder());
        }
        if (name != null) {
            Files.move(moving(name), note(name));
            Disk.syncFolder(folder);
        }
    }

    private @Nullable String announced(String id) throws IOException {
        return announced().stream()
                .filter(name -> name.equals(id) || name.startsWith(id + "."))
                .findFirst()
                .orElse(null);
    }

    private List<String> announced() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(MOVING))
                    .map(name -> name.substring(0, name.length() - MOVING.length()))
                    .toList();
        }
    }

    /** Batches whose way here a crash cut off; of some nothing is left in their old place. */
    List<String> unfinished() throws IOException {
        return announced().stream()
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .toList();
    }

    /** What is in its place came there before, and what stands where it came from is something else by now. */
    private static void moveOnce(Path from, Path to) throws IOException {
        if (Files.exists(from) && !Files.exists(to)) {
            Files.move(from, to);
        }
    }

    private Path moving(String name) {
        return folder.resolve(name + MOVING);
    }

    private Path note(String id) {
        return folder.resolve(id + NOTE);
    }

    List<Quarantined> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(NOTE))
                    .map(name -> name.substring(0, name.length() - NOTE.length()))
                    .sorted()
                    .map(this::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", unreadable);
        }
    }

    private Quarantined read(String id) {
        Note note;
        try {
            note = JSON.readValue(Files.readAllBytes(note(id)), Note.class);
        } catch (IOException | JacksonException unreadable) {
            log.warn("The note of the damaged batch {} cannot be read: {}", id, unreadable.toString());
            note = new Note(Instant.EPOCH, 0, "it is damaged, and so is the note that says how");
        }
        try {
            Path data = new BatchFiles(folder, id).data();
            return new Quarantined(
                    id, note.at(), note.rows(), Files.exists(data) ? Files.size(data) : 0, note.reason(), folder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read", unreadable);
        }
    }

    /** Deletes a damaged batch for good; the note goes last. Answers how many bytes that gives back. */
    long delete(String id) throws IOException {
        BatchFiles files = new BatchFiles(folder, id);
        long bytes = files.size();
        files.delete();
        Files.deleteIfExists(note(id));
        Disk.syncFolder(folder);
        return bytes;
    }
}
