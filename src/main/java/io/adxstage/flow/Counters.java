package io.adxstage.flow;

/**
 * Rows of a stage by where they are; an undecodable message counts one. Always: received = open + sealed + inFlight +
 * accepted + failed + deadLettered + dropped. {@code arrived} and {@code possibleDuplicates} are told beside.
 */
public record Counters(
        long received,
        long open,
        long sealed,
        long inFlight,
        long accepted,
        long failed,
        long deadLettered,
        long dropped,
        long arrived,
        long possibleDuplicates) {}
