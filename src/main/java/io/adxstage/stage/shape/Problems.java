package io.adxstage.stage.shape;

import io.adxstage.stage.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong, and what is doubtful, in any order; hands it out in the order of the document. */
public final class Problems {

    /** More than anybody mends in one go; a hostile document could otherwise make an answer far larger than itself. */
    static final int MOST = 1000;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> faulty = new HashSet<>();

    /** @param detail goes on after the place's name: {@code "must not be empty."} */
    public void error(Place place, String code, String detail) {
        faulty.add(place.pointer());
        errors.add(new Problem(place.pointer(), code, place.named() + " " + detail));
    }

    public void warning(Place place, String code, String detail) {
        warnings.add(new Problem(place.pointer(), code, place.named() + " " + detail));
    }

    /** Whether the value at this very place is already known to be wrong. */
    public boolean at(Place place) {
        return faulty.contains(place.pointer());
    }

    public List<Problem> errors(JsonNode document) {
        return inOrder(errors, document);
    }

    public List<Problem> warnings(JsonNode document) {
        return inOrder(warnings, document);
    }

    private static List<Problem> inOrder(List<Problem> found, JsonNode document) {
        List<Problem> all =
                found.size() < 2 ? found : DocumentOrder.of(document).sort(found);
        if (all.size() <= MOST) {
            return all;
        }
        List<Problem> first = new ArrayList<>(all.subList(0, MOST));
        first.add(new Problem("", "too-many", "There are " + (all.size() - MOST) + " more. Mend these first."));
        return first;
    }
}
