package io.adxstage.adx;

import java.time.Instant;

/** What is known of a table on a cluster. */
public sealed interface TableKnowledge {

    /** @param read when */
    record Known(TableFacts facts, Instant read) implements TableKnowledge {}

    /** @param mend a sentence with the right that is missing and the command that gives it */
    record NotAllowed(String mend) implements TableKnowledge {}

    /** @param reason a sentence */
    record Unknown(String reason) implements TableKnowledge {}
}
