package io.adxstage.flow;

/** What came of replaying dead letters. */
public sealed interface Replay {

    /**
     * @param replayed letters that became rows
     * @param kept letters that became none this time either, each with today's reason
     */
    record Replayed(long replayed, long kept) implements Replay {}

    /** The stage cannot take them at present. */
    record NotNow(String reason) implements Replay {}
}
