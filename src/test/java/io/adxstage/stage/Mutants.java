package io.adxstage.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents that differ from a given one in one place. */
final class Mutants {

    /** What to put in the place of a value. */
    private static final List<JsonNode> VALUES = List.of(
            Drafts.json("null"),
            Drafts.json("true"),
            Drafts.json("false"),
            Drafts.json("0"),
            Drafts.json("1"),
            Drafts.json("2.0"),
            Drafts.json("2.5"),
            Drafts.json("-1"),
            // Not as 1e40: the schema validator fails on its own at that.
            Drafts.json("1" + "0".repeat(40)),
            Drafts.json("9007199254740992"),
            Drafts.json("99999999999999999999"),
            Drafts.json("''"),
            Drafts.json("' '"),
            Drafts.json("'x'"),
            Drafts.json("'__x'"),
            Drafts.json("'a\\nb'"),
            Drafts.json("'a;b'"),
            Drafts.json("'a\\u0000'"),
            Drafts.json("'" + "x".repeat(300) + "'"),
            Drafts.json("'" + "x".repeat(70_000) + "'"),
            Drafts.json("'none'"),
            Drafts.json("'managedIdentity'"),
            Drafts.json("'certificate'"),
            Drafts.json("'fixed'"),
            Drafts.json("'exponential'"),
            Drafts.json("'csv'"),
            Drafts.json("'5s'"),
            Drafts.json("'1ns'"),
            Drafts.json("'0s'"),
            Drafts.json("'9999999h'"),
            Drafts.json("'.'"),
            Drafts.json("'.a[1]'"),
            Drafts.json("'.a[99999999999]'"),
            Drafts.json("'.a-b'"),
            Drafts.json("'a/#/b'"),
            Drafts.json("'https://ingest-x.kusto.windows.net'"),
            Drafts.json("'http://localhost'"),
            Drafts.json("'mqtt://b'"),
            Drafts.json("'**********'"),
            Drafts.json("'${env:HOME}'"),
            Drafts.json("'${foo}'"),
            Drafts.json("{}"),
            Drafts.json("{'type':'none'}"),
            Drafts.json("{'foo':1}"),
            Drafts.json("[]"),
            Drafts.json("[null]"),
            Drafts.json("['a','a']"),
            Drafts.json("[{'name':'a'},{'name':'a'}]"));

    private static final List<String> KEYS = List.of("foo", "Name", "tenantId", "clientId", "password", "path", "type");

    private Mutants() {}

    /** Every one there is. */
    static List<JsonNode> of(JsonNode document) {
        List<JsonNode> mutants = new ArrayList<>(VALUES);
        for (JsonPointer place : places(document)) {
            VALUES.forEach(value -> mutants.add(replaced(document, place, value)));
            mutants.add(without(document, place));
            mutants.add(renamed(document, place));
            if (document.at(place).isObject()) {
                KEYS.forEach(key -> mutants.add(withKey(document, place, key)));
            }
            if (document.at(place).isArray()) {
                mutants.add(doubled(document, place));
            }
        }
        return mutants;
    }

    static JsonNode one(JsonNode document, SplittableRandom random) {
        List<JsonPointer> places = places(document);
        if (places.isEmpty()) {
            return document;
        }
        JsonPointer place = places.get(random.nextInt(places.size()));
        return switch (random.nextInt(6)) {
            case 0 -> without(document, place);
            case 1 -> renamed(document, place);
            case 2 -> withKey(document, place, KEYS.get(random.nextInt(KEYS.size())));
            case 3 -> doubled(document, place);
            default -> replaced(document, place, VALUES.get(random.nextInt(VALUES.size())));
        };
    }

    private static List<JsonPointer> places(JsonNode document) {
        List<JsonPointer> places = new ArrayList<>();
        collect(document, JsonPointer.empty(), places);
        return places;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        node.forEachEntry((key, value) -> {
            places.add(at.appendProperty(key));
            collect(value, at.appendProperty(key), places);
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.add(at.appendIndex(i));
                collect(node.path(i), at.appendIndex(i), places);
            }
        }
    }

    private static JsonNode replaced(JsonNode document, JsonPointer place, JsonNode value) {
        JsonNode copy = document.deepCopy();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
            default -> throw new AssertionError(place);
        }
        return copy;
    }

    private static JsonNode without(JsonNode document, JsonPointer place) {
        JsonNode copy = document.deepCopy();
        switch (copy.at(place.head())) {
            case ObjectNode object -> object.remove(place.last().getMatchingProperty());
            case ArrayNode array -> array.remove(place.last().getMatchingIndex());
            default -> throw new AssertionError(place);
        }
        return copy;
    }

    private static JsonNode renamed(JsonNode document, JsonPointer place) {
        JsonNode copy = without(document, place);
        if (copy.at(place.head()) instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty() + "s", document.at(place));
        }
        return copy;
    }

    private static JsonNode withKey(JsonNode document, JsonPointer place, String key) {
        JsonNode copy = document.deepCopy();
        if (copy.at(place) instanceof ObjectNode object) {
            object.put(key, "x");
        }
        return copy;
    }

    private static JsonNode doubled(JsonNode document, JsonPointer place) {
        JsonNode copy = document.deepCopy();
        if (copy.at(place) instanceof ArrayNode array && !array.isEmpty()) {
            array.add(array.get(0));
        }
        return copy;
    }
}
