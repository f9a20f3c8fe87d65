package io.adxstage.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where damaged batches of a stage lie, each with a note of what is wrong. */
final class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOTE = ".note.json";

    private final Path folder;

    Quarantine(Path stageFolder) {
        this.folder = stageFolder.resolve("quarantine");
    }

    private record Note(Instant at, long rows, String reason) {}

    /** The note first: a crash in between leaves it for the next time. */
    void take(BatchFiles files, long rows, String reason) throws IOException {
        Disk.ownFolder(folder);
        BatchFiles there = new BatchFiles(folder, files.id());
        // What was brought back may be damaged again: the note tells of all rows that are gone. The journal is moved
        // last,
        // so without it the note is one that a crash left, of this very damage.
        long before = Files.exists(there.journal()) ? read(files.id()).rows() : 0;
        DurableFile.replace(note(files.id()), JSON.writeValueAsBytes(new Note(Instant.now(), before + rows, reason)));
        move(files.data(), there.data());
        move(files.journal(), there.journal());
        Disk.syncFolder(folder);
        Disk.syncFolder(files.folder());
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
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
