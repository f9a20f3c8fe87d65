package io.adxstage.ui;

import io.adxstage.flow.BatchView;
import io.adxstage.flow.StageStatus;
import io.adxstage.letters.LetterPage;
import io.adxstage.store.Revision;
import io.adxstage.store.StoredStage;
import java.util.List;

/** The status page as the template sees it. */
record StagePage(
        StoredStage stored, StageStatus status, List<BatchView> batches, LetterPage letters, List<Revision> revisions) {

    StagePage {
        batches = List.copyOf(batches);
        revisions = List.copyOf(revisions);
    }

    public String id() {
        return stored.id();
    }

    public String state() {
        return StateWord.of(status.state());
    }

    public boolean kept() {
        return stored.source() == StoredStage.Source.FILE;
    }

    public boolean enabled() {
        return stored.stage().enabled();
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
