package io.adxstage.flow;

import io.adxstage.spool.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The totals of a stage that no file of the spool tells: what has left it. */
final class BooksFile {

    private static final Logger log = LoggerFactory.getLogger(BooksFile.class);

    /** A file of an earlier version may lack a number. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path file;

    BooksFile(Path file) {
        this.file = file;
    }

    /**
     * Rows since the stage was made. Accepted ones that are followed still are not among them: their journals tell.
     *
     * @param arrived of the accepted ones, those that are known to have arrived
     * @param settled batches that are counted, while their files may still be there: they are not counted twice
     */
    record Totals(
            long accepted,
            long dropped,
            long possibleDuplicates,
            Set<String> settled,
            @Nullable Instant lastAcceptedAt,
            long arrived,
            @Nullable Instant lastArrivedAt) {

        static final Totals NONE = new Totals(0, 0, 0, Set.of(), null, 0, null);

        @SuppressWarnings("NullAway") // Jackson passes null for what is not in the file.
        Totals {
            settled = settled == null ? Set.of() : Set.copyOf(settled);
        }

        Totals plusAccepted(long rows, boolean isPossiblyDoubled, Instant at) {
            return new Totals(
                    accepted + rows,
                    dropped,
                    possibleDuplicates + (isPossiblyDoubled ? rows : 0),
                    settled,
                    later(lastAcceptedAt, at),
                    arrived,
                    lastArrivedAt);
        }

        Totals plusArrived(long rows, Instant at) {
            return new Totals(
                    accepted,
                    dropped,
                    possibleDuplicates,
                    settled,
                    lastAcceptedAt,
                    arrived + rows,
                    later(lastArrivedAt, at));
        }

        Totals plusDropped(long rows) {
            return new Totals(
                    accepted, dropped + rows, possibleDuplicates, settled, lastAcceptedAt, arrived, lastArrivedAt);
        }

        Totals settled(String batch) {
            Set<String> more = new HashSet<>(settled);
            more.add(batch);
            return with(more);
        }

        Totals forgotten(String batch) {
            Set<String> fewer = new HashSet<>(settled);
            fewer.remove(batch);
            return with(fewer);
        }

        private Totals with(Set<String> others) {
            return new Totals(accepted, dropped, possibleDuplicates, others, lastAcceptedAt, arrived, lastArrivedAt);
        }

        static Instant later(@Nullable Instant one, Instant other) {
            return one == null || other.isAfter(one) ? other : one;
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
            DurableFile.replace(file, JSON.writeValueAsBytes(totals));
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
