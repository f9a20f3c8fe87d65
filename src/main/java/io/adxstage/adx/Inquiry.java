package io.adxstage.adx;

import io.adxstage.stage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what came of batches that a cluster's queue took. First from the report on each, where there is one; then, for
 * all others in one go, from the list of failures and by looking for their tags in the table. The reasons for this order:
 * docs/decisions/0012. Blocks.
 */
final class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** From this age on a passing failure is one that passed no more. */
    private static final Duration LAST_LOOK = Duration.ofHours(23);

    private final UploadAreas areas;
    private final Questions engine;
    private final Authentication identity;
    private final Map<UUID, Finding> findings = new HashMap<>();

    /** What a cluster is asked; its engine, but in tests. */
    interface Questions {

        Answer command(String database, String command, Duration patience);

        Answer query(String database, String query, Duration patience);
    }

    /** @param identity who asks */
    Inquiry(UploadAreas areas, Questions engine, Authentication identity) {
        this.areas = areas;
        this.engine = engine;
        this.identity = identity;
    }

    /** A finding for each. */
    Map<UUID, Finding> about(List<Followed> batches) throws InterruptedException {
        List<Followed> rest = unreported(batches);
        byDatabase(rest).forEach((database, some) -> lookForFailures(database, some));
        Map<Destination, List<Followed>> byTable = open(rest).stream()
                .filter(Followed::isTagged)
                .collect(Collectors.groupingBy(
                        batch -> table(batch.destination()), LinkedHashMap::new, Collectors.toList()));
        byTable.forEach(this::lookForTags);
        for (Followed batch : open(rest)) {
            findings.putIfAbsent(batch.id(), new Finding.Hidden(hidden(batch)));
        }
        return findings;
    }

    private List<Followed> open(List<Followed> batches) {
        return batches.stream()
                .filter(batch -> !findings.containsKey(batch.id()))
                .toList();
    }

    private static Map<String, List<Followed>> byDatabase(List<Followed> batches) {
        return batches.stream()
                .collect(Collectors.groupingBy(
                        batch -> batch.destination().database(), LinkedHashMap::new, Collectors.toList()));
    }

    /** Without the columns, which may have changed meanwhile. */
    private static Destination table(Destination of) {
        return new Destination(of.clusterUrl(), of.database(), of.table(), List.of());
    }

    /** Reads the reports, and answers the batches without one. */
    private List<Followed> unreported(List<Followed> batches) throws InterruptedException {
        List<Followed> rest = new ArrayList<>();
        Optional<UploadArea> area = Optional.empty();
        boolean isAsked = false;
        for (Followed batch : batches) {
            Receipt receipt = batch.read();
            String place = receipt == null ? null : receipt.table();
            if (receipt == null || place == null) {
                rest.add(batch);
                continue;
            }
            if (!isAsked) {
                area = area();
                isAsked = true;
            }
            Finding report = area.flatMap(one -> one.table(place))
                    .map(table -> read(table, batch, receipt))
                    .orElse(null);
            if (report == null) {
                rest.add(batch);
            } else {
                findings.put(batch.id(), report);
            }
        }
        if (area.isPresent() && rest.stream().anyMatch(Inquiry::hasReport)) {
            // Its signature may be what is wrong.
            areas.doubt(area.get());
        }
        return rest;
    }

    private static boolean hasReport(Followed batch) {
        Receipt receipt = batch.read();
        return receipt != null && receipt.table() != null;
    }

    private Optional<UploadArea> area() throws InterruptedException {
        try {
            return Optional.of(areas.current());
        } catch (ExecutionException failed) {
            log.debug("No signature for reports: {}", Failure.describe(failed));
            return Optional.empty();
        }
    }

    private static @Nullable Finding read(StatusTable table, Followed batch, Receipt receipt) {
        try {
            return table.read(batch.id(), receipt.upload(), batch.age().compareTo(LAST_LOOK) >= 0);
        } catch (RuntimeException failed) {
            log.debug("No report on batch {}: {}", batch.id(), Failure.describe(failed));
            return null;
        }
    }

    /** What the list says is only ever a rejection; what it does not say means nothing. */
    private void lookForFailures(String database, List<Followed> batches) {
        Instant oldest = batches.stream()
                .map(Followed::acceptedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        String command = ".show ingestion failures | where Database =~ " + KustoText.literal(database)
                + " and FailedOn >= datetime(" + oldest.minus(Duration.ofMinutes(10)) + ")";
        if (!(engine.command(database, command, PATIENCE) instanceof Answer.Table failures)) {
            return;
        }
        for (Answer.Row row : failures.rows()) {
            boolean isFinal = row.text("FailureKind").equals("Permanent")
                    // What an update policy does not take is in the table itself all the same, or is told once more.
                    && !Boolean.parseBoolean(row.text("OriginatesFromUpdatePolicy"));
            for (Followed batch : isFinal ? batches : List.<Followed>of()) {
                Receipt receipt = batch.read();
                if (receipt != null
                        && row.text("IngestionSourcePath").contains(Receipt.blob(batch.id(), receipt.upload()))) {
                    findings.put(
                            batch.id(),
                            new Finding.Rejected(StatusTable.why(row.text("ErrorCode"), row.text("Details")), false));
                }
            }
        }
    }

    private void lookForTags(Destination table, List<Followed> batches) {
        String tags =
                batches.stream().map(batch -> KustoText.literal(tag(batch))).collect(Collectors.joining(", "));
        String query = KustoText.name(table.table()) + " | where extent_tags() has_any (dynamic([" + tags
                + "])) | summarize Rows = count() by Tags = tostring(extent_tags())";
        switch (engine.query(table.database(), query, PATIENCE)) {
            case Answer.Table found -> {
                for (Followed batch : batches) {
                    boolean isThere = found.rows().stream()
                            .anyMatch(row -> row.text("Tags").contains(tag(batch)));
                    findings.put(batch.id(), isThere ? new Finding.Arrived(Instant.now()) : new Finding.Waiting());
                }
            }
            case Answer.Failed failed ->
                batches.forEach(
                        batch -> findings.put(batch.id(), new Finding.Hidden(unread(table.database(), failed))));
        }
    }

    private static String tag(Followed batch) {
        return "ingest-by:" + batch.id();
    }

    private String unread(String database, Answer.Failed failed) {
        return failed.trouble() == Trouble.FORBIDDEN || failed.trouble() == Trouble.UNAUTHORIZED
                ? "the cluster gives no report, and the identity may not look into the table ("
                        + SetupCommands.letRead(database, identity)
                                .orElseGet(() -> ".add database " + KustoText.name(database)
                                        + " viewers ('aadapp=<client ID>;<tenant ID>')")
                        + " lets it)."
                : "the cluster gives no report, and the table cannot be asked. " + failed.sentence();
    }

    private static String hidden(Followed batch) {
        Receipt receipt = Objects.requireNonNullElseGet(batch.read(), () -> new Receipt(batch.id(), null));
        return receipt.table() == null
                ? "the cluster was not asked for a report (adx-stage.adx.arrival-reports-per-day is used up, or its"
                        + " status table refused), and the batch carries no tag to look for"
                        + " (adx-stage.adx.idempotence)."
                : "the cluster's status table does not show the report at present, and the batch carries no tag to look"
                        + " for (adx-stage.adx.idempotence).";
    }
}
