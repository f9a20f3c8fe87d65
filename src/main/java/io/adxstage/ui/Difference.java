package io.adxstage.ui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What differs between two versions of a document, field by field. */
final class Difference {

    /** Kept verbatim and not ours to read: told as a whole. */
    static final Set<String> WHOLE = Set.of("viewOptions");

    private Difference() {}

    /** A field that differs. */
    record Change(Place place, Cell before, Cell after) {

        /** Ends the key of the sentence that tells it. */
        public String kind() {
            if (after.kind().equals("absent")) {
                return "removed";
            }
            if (!after.isValue()) {
                return "secret";
            }
            return before.isValue() ? "changed" : "added";
        }
    }

    /** In the order of the earlier document; what is new after that. Secrets are told as changed and never shown. */
    static List<Change> between(ObjectNode before, ObjectNode after) {
        return at(Place.TOP, MaskedText.mask(before), SecretMarks.marked(after, before));
    }

    /** Of one part of two documents whose secrets are masked or marked already. */
    static List<Change> at(Place place, JsonNode before, JsonNode after) {
        List<Change> changes = new ArrayList<>();
        walk(place, before, after, changes);
        return changes;
    }

    private static void walk(Place place, JsonNode before, JsonNode after, List<Change> changes) {
        if (same(before, after)) {
            return;
        }
        if (place.equals(Place.COLUMNS)) {
            Optional<ObjectNode> old = ByName.of(before);
            Optional<ObjectNode> fresh = ByName.of(after);
            if (old.isPresent() && fresh.isPresent()) {
                int known = changes.size();
                fields(place, old.get(), fresh.get(), changes);
                if (changes.size() > known) {
                    return;
                }
            }
        } else if (fieldwise(place, before, after)) {
            fields(place, before, after, changes);
            return;
        }
        changes.add(new Change(place, Cell.of(place, before), Cell.of(place, after)));
    }

    private static void fields(Place place, JsonNode before, JsonNode after, List<Change> changes) {
        for (String key : keys(before, after)) {
            walk(place.then(key), before.path(key), after.path(key), changes);
        }
    }

    /** A group that one side lacks is told by its fields, a column as one. */
    private static boolean fieldwise(Place place, JsonNode before, JsonNode after) {
        if (WHOLE.contains(place.last())) {
            return false;
        }
        boolean oneLacks = (Trees.absent(before) && after.isObject() && !after.isEmpty())
                || (Trees.absent(after) && before.isObject() && !before.isEmpty());
        return (before.isObject() && after.isObject()) || (oneLacks && !place.isColumn());
    }

    /** The keys of all, in the order of the first. */
    static Set<String> keys(JsonNode... objects) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode object : objects) {
            keys.addAll(object.propertyNames());
        }
        return keys;
    }

    /** {@code null} means absent. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other) || (Trees.absent(one) && Trees.absent(other));
    }
}
