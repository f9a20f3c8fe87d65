package io.adxstage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins what two people made of one document: a field that one of them changed is theirs, a field that both changed
 * differently is for a person to choose.
 *
 * @param base what both began with, masked
 * @param theirs what is stored now; secrets that differ from the base's are marked
 * @param mine the draft; a mask stands for the stored secret, whichever that is by then
 */
record Merge(ObjectNode base, ObjectNode theirs, ObjectNode mine) {

    enum Side {
        THEIRS,
        MINE,
        BOTH
    }

    /**
     * A field that is not as it was.
     *
     * @param by who changed it; {@code BOTH} where they made different things of it
     */
    record Item(Place place, Cell base, Cell theirs, Cell mine, Side by) {}

    /** Hears of every change; the side counts only where both made one. */
    private interface Choice {
        Side of(Item item);
    }

    /**
     * @param base the stored document that the draft began with
     * @param theirs the document that is stored now
     * @param mine the draft, with the secrets that were typed in it
     */
    static Merge of(ObjectNode base, ObjectNode theirs, ObjectNode mine) {
        return new Merge((ObjectNode) MaskedText.mask(base), SecretMarks.marked(theirs, base), mine);
    }

    /** In the order of the stored document. */
    List<Item> items() {
        List<Item> items = new ArrayList<>();
        join(Place.TOP, base, theirs, mine, item -> {
            items.add(item);
            return Side.MINE;
        });
        return items;
    }

    /** Conflicts that are not decided yet. */
    List<Item> open(Map<String, Side> choices) {
        return items().stream()
                .filter(item -> item.by() == Side.BOTH
                        && !choices.containsKey(item.place().id()))
                .toList();
    }

    /**
     * The joined document, masks for stored secrets.
     *
     * @param choices by the ids of places; where there is none, mine
     */
    ObjectNode joined(Map<String, Side> choices) {
        var joined = (ObjectNode) join(
                Place.TOP,
                base,
                theirs,
                mine,
                item -> choices.getOrDefault(item.place().id(), Side.MINE));
        SecretMarks.toMasks(joined);
        return joined;
    }

    private static JsonNode join(Place place, JsonNode base, JsonNode theirs, JsonNode mine, Choice choice) {
        if (Difference.same(theirs, mine)) {
            return theirs;
        }
        if (Difference.same(theirs, base)) {
            Difference.at(place, base, mine)
                    .forEach(one ->
                            choice.of(new Item(one.place(), one.before(), one.before(), one.after(), Side.MINE)));
            return mine;
        }
        if (Difference.same(mine, base)) {
            Difference.at(place, base, theirs)
                    .forEach(one ->
                            choice.of(new Item(one.place(), one.before(), one.after(), one.before(), Side.THEIRS)));
            return theirs;
        }
        if (place.equals(Place.COLUMNS)) {
            Optional<JsonNode> columns = columns(place, base, theirs, mine, choice);
            if (columns.isPresent()) {
                return columns.get();
            }
        } else if (fieldwise(place, base, theirs, mine)) {
            return fields(place, base, theirs, mine, choice);
        }
        Item item = new Item(place, Cell.of(place, base), Cell.of(place, theirs), Cell.of(place, mine), Side.BOTH);
        return choice.of(item) == Side.THEIRS ? theirs : mine;
    }

    private static ObjectNode fields(Place place, JsonNode base, JsonNode theirs, JsonNode mine, Choice choice) {
        ObjectNode joined = Trees.object();
        for (String key : Difference.keys(theirs, mine, base)) {
            JsonNode value = join(place.then(key), base.path(key), theirs.path(key), mine.path(key), choice);
            if (!value.isMissingNode()) {
                joined.set(key, value.deepCopy());
            }
        }
        return joined;
    }

    /** Empty where they cannot be told apart by name: then the list is one field. */
    private static Optional<JsonNode> columns(
            Place place, JsonNode base, JsonNode theirs, JsonNode mine, Choice choice) {
        Optional<ObjectNode> old = ByName.of(base);
        Optional<ObjectNode> left = ByName.of(theirs);
        Optional<ObjectNode> right = ByName.of(mine);
        if (old.isEmpty() || left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode joined = fields(place, old.get(), left.get(), right.get(), choice);
        List<String> mineOrder = ByName.order(right.get());
        List<String> theirOrder = ByName.order(left.get());
        boolean iMovedSome = !mineOrder.stream()
                .filter(old.get()::has)
                .toList()
                .equals(ByName.order(old.get()).stream()
                        .filter(right.get()::has)
                        .toList());
        return Optional.of(
                iMovedSome ? ByName.list(joined, mineOrder, theirOrder) : ByName.list(joined, theirOrder, mineOrder));
    }

    /**
     * Objects that both changed are joined by their fields, also where both added them. Not where one made another kind of a
     * group: fields of two kinds make no sense together; and not two inputs.
     */
    private static boolean fieldwise(Place place, JsonNode base, JsonNode theirs, JsonNode mine) {
        if (!theirs.isObject() || !mine.isObject() || Difference.WHOLE.contains(place.last())) {
            return false;
        }
        boolean isGroup = StageFields.GROUPS.contains(place.label());
        if (Trees.absent(base)) {
            return !isGroup && !place.label().equals(StageFields.INPUT);
        }
        boolean sameKind = Difference.same(theirs.path("type"), base.path("type"))
                && Difference.same(mine.path("type"), base.path("type"));
        return base.isObject() && (sameKind || !isGroup);
    }
}
