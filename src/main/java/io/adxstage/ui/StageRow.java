package io.adxstage.ui;

import io.adxstage.flow.StageStatus;
import io.adxstage.store.StoredStage;
import java.util.Locale;

/**
 * A line of the list of stages.
 *
 * @param lastHour rows that came in during the last hour
 */
record StageRow(StoredStage stored, StageStatus status, long lastHour) {

    public String id() {
        return stored.id();
    }

    /** Key of the state's word, and its class. */
    public String state() {
        return StateWord.of(status.state());
    }

    /** Rows on their way. */
    public long backlog() {
        var counters = status.counters();
        return counters.open() + counters.sealed() + counters.inFlight();
    }

    /** What is wrong, in a sentence; empty where nothing is. */
    public String trouble() {
        return group() == StageListing.Group.ALARM ? status.detail() : "";
    }

    StageListing.Group group() {
        return switch (status.state()) {
            case FAILED, DEGRADED, PAUSED -> StageListing.Group.ALARM;
            case STARTING, RUNNING ->
                status.counters().failed() > 0 ? StageListing.Group.ALARM : StageListing.Group.RUNNING;
            case STOPPED -> status.counters().failed() > 0 ? StageListing.Group.ALARM : StageListing.Group.STOPPED;
        };
    }

    /** Whether it is meant by what was typed: part of the name, the id, or the table. */
    boolean isNamed(String part) {
        String wanted = part.strip().toLowerCase(Locale.ROOT);
        var stage = stored.stage();
        return String.join("\n", stage.displayName(), stored.id(), stage.database() + "." + stage.table())
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
