package io.adxstage.ui;

import io.adxstage.flow.BatchView;
import io.adxstage.flow.DeliveryReport;
import io.adxstage.flow.StageState;
import io.adxstage.flow.StageStatus;
import io.adxstage.stage.Stage;
import io.adxstage.store.StoredStage;
import java.util.List;
import java.util.Locale;

/** The status page as the template sees it. */
record StagePage(
        StoredStage stored,
        StageStatus status,
        List<BatchView> batches,
        LetterList letters,
        RowChart chart,
        Lately lately,
        LatencyMeter meter) {

    StagePage {
        batches = List.copyOf(batches);
    }

    public String id() {
        return stored.id();
    }

    public String state() {
        return StateWord.of(status.state());
    }

    /** What there is to say beyond the state's own word. */
    public String detail() {
        String detail = status.detail();
        String word = state() + ".";
        boolean repeated = detail.regionMatches(true, 0, word, 0, word.length());
        return repeated ? detail.substring(word.length()).strip() : detail;
    }

    public boolean kept() {
        return stored.source() == StoredStage.Source.FILE;
    }

    public boolean enabled() {
        return stored.enabled();
    }

    /** As written; empty where that is no text. */
    public String cluster() {
        return stored.document().path("clusterUrl").stringValue("");
    }

    /** Whether the connection test may know a mend. */
    public boolean ails() {
        return status.state() == StageState.DEGRADED || status.state() == StageState.FAILED;
    }

    /** Whether there is a sentence to say about the last hour. */
    public boolean isHeard() {
        return status.state() == StageState.RUNNING || !lately.isQuiet();
    }

    /** Whether there is anything to say about the way its batches go: with {@code queued} there is one way only. */
    public boolean streams() {
        return status.delivery().mode() != Stage.Ingestion.QUEUED;
    }

    /** Ends the key of a text. */
    public String mode() {
        return status.delivery().mode().name().toLowerCase(Locale.ROOT);
    }

    /** From acceptance to arrival, as people say it; empty where nothing arrived yet. */
    public String lag() {
        Double lag = status.arrival().lagSeconds();
        return lag == null ? "" : lag < 10 ? String.format(Locale.ROOT, "%.1f s", lag) : Math.round(lag) + " s";
    }

    /** Whether the mapping can be created from here. */
    public boolean lacksMapping() {
        var missing = status.delivery().missing();
        return missing != null && missing.what() == DeliveryReport.Thing.MAPPING;
    }

    /** Whether sending this batch to the stage's target of today is another thing than sending it where it was to go. */
    public boolean movedSince(BatchView batch) {
        return !batch.database().equals(stored.stage().database())
                || !batch.table().equals(stored.stage().table());
    }

    /** Rows that are on their way. */
    public long pending() {
        var counters = status.counters();
        return counters.open() + counters.sealed() + counters.inFlight();
    }

    /** Rows that deleting the stage would lose. */
    public long atRisk() {
        return pending() + status.counters().failed() + status.counters().deadLettered();
    }
}
