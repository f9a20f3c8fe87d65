package io.adxstage.adx;

import java.time.Instant;

/** What is known of a table on a cluster. */
public sealed interface TableKnowledge {

    /** @param read when */
    record Known(TableFacts facts, Instant read) implements TableKnowledge {}

    /** @param mend a sentence with the right that is missing and the command that gives it */
    record NotAllowed(String mend) implements TableKnowledge {}

    /** The cluster answered, and it is not there. */
    record Missing(String sentence) implements TableKnowledge {}

    /** @param reason a sentence: why there is no answer, for now */
    record Unknown(String reason) implements TableKnowledge {}
}
