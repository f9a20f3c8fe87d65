package io.adxstage.adx;

/** What came of sending a batch. */
public sealed interface Delivery {

    /** The cluster took charge of it. */
    record Accepted() implements Delivery {}

    /**
     * Not this time.
     *
     * @param mayHaveArrived whether the cluster may have taken it all the same: the answer never came
     */
    record TryAgain(String reason, boolean mayHaveArrived) implements Delivery {}

    /** Never as it is: the answer is about the batch itself. */
    record Refused(String reason) implements Delivery {}
}
