package io.adxstage.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The totals of a stage that no file of the spool tells: what has left it. */
final class BooksFile {

    private static final Logger log = LoggerFactory.getLogger(BooksFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    BooksFile(Path file) {
        this.file = file;
    }

    /** Rows since the stage was made. */
    record Totals(long accepted, long dropped, @Nullable Instant lastAcceptedAt) {

        static final Totals NONE = new Totals(0, 0, null);

        Totals plusAccepted(long rows, Instant at) {
            return new Totals(accepted + rows, dropped, at);
        }

        Totals plusDropped(long rows) {
            return new Totals(accepted, dropped + rows, lastAcceptedAt);
        }
    }

    Totals read() {
        try {
            return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Totals.class) : Totals.NONE;
        } catch (IOException | JacksonException unreadable) {
            log.warn("The counters in {} cannot be read and start anew: {}", file, unreadable.toString());
            return Totals.NONE;
        }
    }

    void write(Totals totals) {
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(totals));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            log.warn("The counters in {} cannot be written: {}", file, unwritable.toString());
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            log.warn("The counters in {} cannot be deleted: {}", file, stays.toString());
        }
    }
}
