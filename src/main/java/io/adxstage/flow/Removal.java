package io.adxstage.flow;

/** What came of deleting a stage. */
public sealed interface Removal {

    record Removed() implements Removal {}

    record NoSuchStage() implements Removal {}

    record ReadOnly() implements Removal {}

    /**
     * Refused: something would be lost.
     *
     * @param rows that are not in the table, and can get there
     * @param letters dead letters
     */
    record Undelivered(long rows, long letters) implements Removal {

        public Undelivered(long rows) {
            this(rows, 0);
        }
    }

    /** Refused: the spool could not be read, so nobody knows how many rows would be lost. */
    record Unread() implements Removal {}
}
