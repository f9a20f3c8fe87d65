package io.adxstage.local.kusto;

/** What came of an ingestion. A queued one tells nobody unless asked. */
public sealed interface Outcome {

    /** @param rows how many arrived; lines that were skipped are not told */
    record Ingested(long rows) implements Outcome {}

    /** The data carries a tag that the table has already. */
    record Skipped() implements Outcome {}

    /** @param code as the service's list of ingestion errors has it */
    record Failed(String code, String details) implements Outcome {}
}
