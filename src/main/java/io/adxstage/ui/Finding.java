package io.adxstage.ui;

import io.adxstage.stage.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A problem or a warning, and where it is shown.
 *
 * @param spot id of the form's element; absent where the form has none for it
 * @param line of the Advanced tab's text, from 1
 * @param from offset in that text
 * @param to offset behind
 */
record Finding(Problem problem, boolean warning, @Nullable String spot, int line, int from, int to) {

    /** What is missing is marked where the value around it begins: all of that would hide what else is wrong in it. */
    static Finding of(Problem problem, boolean warning, JsonPlaces places) {
        var place = places.near(problem.pointer());
        int to = places.at(problem.pointer()).isPresent() ? place.to() : Math.min(place.from() + 1, place.to());
        return new Finding(problem, warning, Spots.of(problem.pointer()).orElse(null), place.line(), place.from(), to);
    }

    public String detail() {
        return problem.detail();
    }

    /** Where in the document, for people; empty for the document itself. */
    public String where() {
        return problem.pointer();
    }
}
