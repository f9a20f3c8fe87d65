package io.adxstage.flow;

/** What came of a person's wish about one batch. */
public sealed interface BatchAction {

    /** Done; the batch as it is now. */
    record Done(BatchView batch) implements BatchAction {}

    record NoSuchBatch() implements BatchAction {}

    /** Only a failed batch can be acted on, or the batch cannot go there. */
    record NotNow(String reason) implements BatchAction {}
}
