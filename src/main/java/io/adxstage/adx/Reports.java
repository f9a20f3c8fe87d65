package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a cluster to report on batches, so many a day: reports burden its storage, and the vendor's page on ingestion status
 * reporting asks for restraint. One for each cluster, whoever sends there. Thread-safe; a restart counts anew.
 */
final class Reports {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    /** How long a table that refuses is left alone, so that it does not hold up sending. */
    private static final Duration BREAK = Duration.ofMinutes(1);

    private final int perDay;
    private final Clock clock;
    private LocalDate day = LocalDate.MIN;
    private int left;
    private Instant resume = Instant.MIN;

    /** @param perDay of the UTC calendar; 0 asks for none */
    Reports(int perDay, Clock clock) {
        this.perDay = perDay;
        this.clock = clock;
    }

    /** Prepares a report on a sending, and answers where it will be. Nothing where there is to be none. Blocks. */
    Optional<StatusTable> ask(
            List<StatusTable> tables, SealedBatch batch, UUID upload, Destination destination, String blobUrl) {
        if (tables.isEmpty() || !take()) {
            return Optional.empty();
        }
        StatusTable table = tables.get(ThreadLocalRandom.current().nextInt(tables.size()));
        try {
            table.expect(batch, upload, destination, blobUrl);
            return Optional.of(table);
        } catch (RuntimeException refused) {
            log.info("Batch {} goes without a report: {}", batch.id(), Failure.describe(refused));
            rest();
            return Optional.empty();
        }
    }

    private synchronized boolean take() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            left = perDay;
        }
        if (left == 0 || now.isBefore(resume)) {
            return false;
        }
        left--;
        return true;
    }

    private synchronized void rest() {
        resume = clock.instant().plus(BREAK);
    }
}
