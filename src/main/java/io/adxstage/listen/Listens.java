package io.adxstage.listen;

import io.adxstage.stage.Input;

/** Begins to listen. */
@FunctionalInterface
public interface Listens {

    /** Listens that may be open at the same time, of everybody together. */
    int AT_ONCE = 8;

    /** What there is to say where as many are open. */
    String BUSY = "This service listens to " + AT_ONCE
            + " brokers at this moment, which is all it does at the same time." + " Try again in some seconds.";

    /** What came of it. */
    sealed interface Outcome {

        /** Subscribed; to be closed after use. */
        record Open(Listen listen) implements Outcome {}

        /** @param reason a sentence with the mend */
        record Refused(String reason) implements Outcome {}

        /** As many as may are open. */
        record Busy() implements Outcome {}
    }

    /** Connects and subscribes; waits for the broker for up to some seconds. Never fails otherwise. */
    Outcome open(Input input, Bounds bounds);
}
