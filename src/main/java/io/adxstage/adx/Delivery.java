package io.adxstage.adx;

/** What came of sending a batch. */
public sealed interface Delivery {

    /** The cluster took charge of it. */
    record Accepted() implements Delivery {}

    /** Not this time. */
    record TryAgain(String reason) implements Delivery {}

    /** Never as it is: the answer is about the batch itself. */
    record Refused(String reason) implements Delivery {}
}
