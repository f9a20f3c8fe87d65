package io.adxstage.chaos;

import java.util.List;

/** One family of faults. */
interface Scenario {

    /** As {@code -Dchaos.scenario} has it. */
    String name();

    /** Whether it takes too long for an ordinary build, or needs what not every machine has. */
    default boolean onlyInTheLongForm() {
        return false;
    }

    /** Strikes, waits until all is well again, counts. A line for each thing that was tried. */
    List<Finding> run(Workshop workshop) throws Exception;
}
