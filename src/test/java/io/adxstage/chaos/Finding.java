package io.adxstage.chaos;

import java.time.Duration;
import java.util.List;

/**
 * A line of the report.
 *
 * @param scenario what was done, in words
 * @param runs how often the fault struck
 * @param messages numbers that the broker acknowledged
 * @param lost of them, not in the table
 * @param doubled rows beyond the first of each number
 * @param recoveries from each fault's end to the stage's being well again
 * @param note what else was seen
 * @param problems what must not have been: the scenario failed
 */
record Finding(
        String scenario,
        int runs,
        long messages,
        long lost,
        long doubled,
        List<Duration> recoveries,
        String note,
        List<String> problems) {

    Finding {
        recoveries = List.copyOf(recoveries);
        problems = List.copyOf(problems);
    }

    Finding withNote(String more) {
        return new Finding(
                scenario,
                runs,
                messages,
                lost,
                doubled,
                recoveries,
                note.isEmpty() ? more : more + "; " + note,
                problems);
    }

    /** A scenario that did not come to its end. */
    static Finding brokenOff(String scenario, Throwable why) {
        // Where the folder lies is this machine's affair, and the page is everybody's.
        String problem = "broken off: " + String.valueOf(why.getMessage()).replaceAll("; see [^']*", "");
        return new Finding("`" + scenario + "`", 1, 0, 0, 0, List.of(), "", List.of(problem));
    }

    /** Something that could not be tried here. */
    static Finding notRun(String scenario, String why) {
        return new Finding(scenario, 0, 0, 0, 0, List.of(), "Not run: " + why, List.of());
    }
}
