package io.adxstage.ui;

import io.adxstage.flow.StageStatus;
import io.adxstage.store.StoredStage;

/** A line of the list of stages. */
record StageRow(StoredStage stored, StageStatus status) {

    public String id() {
        return stored.id();
    }

    /** Key of the state's word, and its class. */
    public String state() {
        return StateWord.of(status.state());
    }
}
