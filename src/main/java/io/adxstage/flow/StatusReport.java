package io.adxstage.flow;

import io.adxstage.mqtt.BrokerProblem;
import io.adxstage.stage.Stage;
import io.adxstage.store.StoredStage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Puts together how a stage is, and says it in words. */
final class StatusReport {

    private static final Counters NO_COUNTERS = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final Duration CERTIFICATE_WARNING = Duration.ofDays(30);

    private StatusReport() {}

    private record Verdict(StageState state, String detail) {}

    static StageStatus of(@Nullable StoredStage stored, @Nullable StageLine line) {
        Verdict verdict = verdict(stored, line);
        if (line == null) {
            return new StageStatus(
                    verdict.state(),
                    verdict.detail(),
                    NO_COUNTERS,
                    0,
                    0,
                    0,
                    null,
                    0,
                    null,
                    null,
                    null,
                    null,
                    delivery(stored, null),
                    TableReport.NONE,
                    ArrivalReport.NOTHING);
        }
        Books books = line.books();
        StageRun run = line.run();
        Instant oldest = books.oldestPending();
        String cannotRun = line.cannotRun();
        return new StageStatus(
                verdict.state(),
                verdict.detail(),
                books.counters(),
                books.receivedPerSecond(),
                books.acceptedPerSecond(),
                books.pendingBytes(),
                oldest == null
                        ? null
                        : Math.max(0, Duration.between(oldest, Instant.now()).toSeconds()),
                line.letters().dropped(),
                books.lastAcceptedAt(),
                cannotRun != null
                        ? cannotRun
                        : run == null ? null : run.health().lastError(),
                run == null ? null : run.health().lastErrorAt(),
                run == null ? null : run.certificateExpiresAt(),
                delivery(stored, run),
                stored == null || run == null ? TableReport.NONE : TableReport.of(stored.stage(), run.tableCheck()),
                books.arrival(),
                books.lostMessages());
    }

    private static DeliveryReport delivery(@Nullable StoredStage stored, @Nullable StageRun run) {
        if (run != null) {
            return run.deliveryNotes().report();
        }
        return DeliveryReport.idle(
                stored == null ? Stage.Ingestion.QUEUED : stored.stage().ingestion());
    }

    private static Verdict verdict(@Nullable StoredStage stored, @Nullable StageLine line) {
        long waiting = line == null ? 0 : line.books().undelivered();
        if (stored == null || !stored.enabled()) {
            return new Verdict(
                    StageState.STOPPED,
                    waiting == 0 ? "Stopped." : "Stopped. " + rows(waiting) + " not delivered yet.");
        }
        if (line == null) {
            return new Verdict(StageState.STARTING, "Starting.");
        }
        String cannotRun = line.cannotRun();
        if (cannotRun != null) {
            return new Verdict(StageState.FAILED, cannotRun);
        }
        StageRun run = line.run();
        if (run == null) {
            return new Verdict(StageState.STARTING, "Starting.");
        }
        Verdict verdict = verdict(run, line.books());
        return new Verdict(
                verdict.state(),
                verdict.detail()
                        + queuedInstead(run.deliveryNotes().report())
                        + damaged(line.books())
                        + certificate(run.certificateExpiresAt())
                        + notes(stored, run));
    }

    /** Streaming rests: not a fault of the stage, whose rows arrive, but later than asked for. */
    private static String queuedInstead(DeliveryReport delivery) {
        return delivery.queuedUntil() == null
                ? ""
                : " Batches are queued for the time being, because streaming did not work: "
                        + delivery.fallbackReason();
    }

    private static String damaged(Books books) {
        int count = books.damagedBatches().size();
        return count == 0
                ? ""
                : " " + (count == 1 ? "1 batch was" : count + " batches were")
                        + " found damaged on disk: the list of batches says what could not be brought back.";
    }

    /** From a month before its end. One that has ended is the cluster's problem of the stage. */
    static String certificate(@Nullable Instant expires) {
        Instant now = Instant.now();
        if (expires == null || expires.isBefore(now) || expires.isAfter(now.plus(CERTIFICATE_WARNING))) {
            return "";
        }
        long days = Duration.between(now, expires).toDays();
        return " The client's certificate expires at " + expires.truncatedTo(ChronoUnit.MINUTES) + ", "
                + (days == 0 ? "within a day" : days == 1 ? "in 1 day" : "in " + days + " days")
                + ": add a new one to the app registration, and give it to the stage.";
    }

    /** What the document asks for and does not get. */
    private static String notes(StoredStage stored, StageRun run) {
        StringBuilder notes = new StringBuilder();
        if (stored.fileProblem() != null) {
            notes.append(" The newest text of the stage's file was not taken: ").append(stored.fileProblem());
        }
        TableReport table = TableReport.of(stored.stage(), run.tableCheck());
        if (stored.stage().onMismatch() != Stage.OnMismatch.WARN && !table.known()) {
            notes.append(' ').append(table.detail());
        }
        run.health().notGranted().forEach(sentence -> notes.append(' ').append(sentence));
        return notes.toString();
    }

    private static Verdict verdict(StageRun run, Books books) {
        Health health = run.health();
        String disk = run.diskTrouble();
        if (disk != null) {
            return new Verdict(
                    StageState.PAUSED,
                    "Paused: disk full (" + disk
                            + "). Nothing is acknowledged, so nothing is lost; goes on by itself when"
                            + " there is room.");
        }
        BrokerProblem broker = health.brokerProblem();
        if (broker != null) {
            String message = String.valueOf(broker.getMessage());
            return broker.needsAPerson()
                    ? new Verdict(StageState.FAILED, message)
                    : new Verdict(StageState.DEGRADED, message + " Trying again.");
        }
        if (!health.isSubscribed()) {
            return new Verdict(StageState.STARTING, "Connecting to the broker.");
        }
        String cluster = health.clusterProblem();
        if (cluster != null) {
            return new Verdict(StageState.DEGRADED, "Collecting, but the cluster takes no rows: " + cluster);
        }
        ArrivalReport arrival = books.arrival();
        String out = outTooLong(
                arrival, ArrivalAlarm.of(books.arrivalAlarm(), run.tableCheck().knowledge()));
        if (out != null) {
            return new Verdict(StageState.DEGRADED, out);
        }
        long failed = books.counters().failed();
        String rejection = health.rejection();
        // Once its batches are dealt with it is history.
        if (rejection != null && failed > 0) {
            return new Verdict(
                    StageState.DEGRADED, "Collecting, but what the cluster accepts does not arrive. " + rejection);
        }
        long lost = health.lostMessages();
        return new Verdict(
                StageState.RUNNING,
                "Running."
                        + (failed == 0 ? "" : " " + failed + " rows in failed batches wait for you.")
                        + (lost == 0 ? "" : " " + lost + " messages of QoS 0 could not be taken and are lost.")
                        + hidden(arrival));
    }

    private static @Nullable String outTooLong(ArrivalReport arrival, ArrivalAlarm alarm) {
        Long oldest = arrival.oldestSeconds();
        return oldest == null || oldest < alarm.after().toSeconds()
                ? null
                : "Collecting and sending, but rows stay out: " + rows(arrival.awaiting())
                        + " accepted by the cluster and not known to be in the table, the oldest since "
                        + Latency.words(Duration.ofSeconds(oldest)) + " (" + alarm.because()
                        + "). Look at the table's ingestionbatching policy, and at .show ingestion failures.";
    }

    /** Nothing is claimed that nobody can see. */
    private static String hidden(ArrivalReport arrival) {
        return arrival.hiddenReason() == null
                ? ""
                : " Whether "
                        + (arrival.hidden() == 1
                                ? "1 accepted row arrives"
                                : arrival.hidden() + " accepted rows arrive")
                        + " cannot be seen: " + arrival.hiddenReason();
    }

    private static String rows(long count) {
        return count == 1 ? "1 row is" : count + " rows are";
    }
}
