package io.adxstage.flow;

/** What came of deleting a stage. */
public sealed interface Removal {

    record Removed() implements Removal {}

    record NoSuchStage() implements Removal {}

    record ReadOnly() implements Removal {}

    /** Refused: rows would be lost. */
    record Undelivered(long rows) implements Removal {}

    /** Refused: the spool could not be read, so nobody knows how many rows would be lost. */
    record Unread() implements Removal {}
}
