package io.adxstage.doctor;

/** Tests the connections of a stage. */
@FunctionalInterface
public interface Doctor {

    /** Looks at both ends; blocks, for no longer than about 15 seconds, and writes to no table, queue or topic. */
    Examination examine(Patient patient);
}
