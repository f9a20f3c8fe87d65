package io.adxstage.adx;

/** Whether a place of the cluster's storage can be used from here. */
public sealed interface Reach {

    /** Its host name. */
    String host();

    record Reached(String host) implements Reach {}

    /** @param why a sentence that names the place and the cause */
    record NotReached(String host, String why) implements Reach {}
}
