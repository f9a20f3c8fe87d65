package io.adxstage.flow;

import io.adxstage.spool.StageSpool;
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
     * @param settled what is counted, while its files may still be there: it is not counted twice
     * @param lost messages of QoS 0 that could not be taken; they are in no other number
     */
    record Totals(
            long accepted,
            long dropped,
            long possibleDuplicates,
            Set<String> settled,
            @Nullable Instant lastAcceptedAt,
            long arrived,
            @Nullable Instant lastArrivedAt,
            long lost) {

        static final Totals NONE = new Totals(0, 0, 0, Set.of(), null, 0, null, 0);

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
                    lastArrivedAt,
                    lost);
        }

        Totals plusArrived(long rows, Instant at) {
            return new Totals(
                    accepted,
                    dropped,
                    possibleDuplicates,
                    settled,
                    lastAcceptedAt,
                    arrived + rows,
                    later(lastArrivedAt, at),
                    lost);
        }

        Totals plusDropped(long rows) {
            return new Totals(
                    accepted,
                    dropped + rows,
                    possibleDuplicates,
                    settled,
                    lastAcceptedAt,
                    arrived,
                    lastArrivedAt,
                    lost);
        }

        Totals plusLost(long messages) {
            return new Totals(
                    accepted,
                    dropped,
                    possibleDuplicates,
                    settled,
                    lastAcceptedAt,
                    arrived,
                    lastArrivedAt,
                    lost + messages);
        }

        Totals settled(String what) {
            Set<String> more = new HashSet<>(settled);
            more.add(what);
            return with(more);
        }

        Totals forgotten(String what) {
            Set<String> fewer = new HashSet<>(settled);
            fewer.remove(what);
            return with(fewer);
        }

        /** Of what is settled only this: the files of the rest are gone. */
        Totals onlySettled(Set<String> left) {
            Set<String> fewer = new HashSet<>(settled);
            fewer.retainAll(left);
            return with(fewer);
        }

        private Totals with(Set<String> others) {
            return new Totals(
                    accepted, dropped, possibleDuplicates, others, lastAcceptedAt, arrived, lastArrivedAt, lost);
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

    /**
     * Makes them durable, and answers whether they are. Where not, what they tell must stay where it was told before.
     *
     * @param spool has something in reserve for a full disk
     */
    boolean write(Totals totals, StageSpool spool) {
        try {
            spool.replace(file, JSON.writeValueAsBytes(totals));
            return true;
        } catch (IOException unwritable) {
            log.warn("The counters in {} cannot be written, trying again soon: {}", file, unwritable.toString());
            return false;
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
