package io.adxstage.ui;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Where the values of a JSON text stand in it, by JSON Pointer. */
final class JsonPlaces {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @param line from 1
     * @param from offset of the first character, from 0
     * @param to offset behind the last character
     */
    record Place(int line, int from, int to) {}

    private final Map<String, Place> places = new HashMap<>();

    private JsonPlaces() {}

    /** The places of a text; of one that is malformed, those before the fault. */
    static JsonPlaces of(String text) {
        var found = new JsonPlaces();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text.toCharArray())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                found.note(parser, token);
            }
        } catch (JacksonException malformed) {
            // What stands before the fault has been found; the fault itself is told by the reader.
            return found;
        }
        return found;
    }

    private void note(JsonParser parser, JsonToken token) {
        boolean ends = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
        if (token == JsonToken.PROPERTY_NAME) {
            return;
        }
        String pointer = JsonPointer.forPath(parser.streamReadContext(), false).toString();
        parser.finishToken();
        int end = offset(parser.currentLocation());
        TokenStreamLocation start = parser.currentTokenLocation();
        if (ends) {
            places.computeIfPresent(pointer, (same, place) -> new Place(place.line(), place.from(), end));
        } else {
            places.put(pointer, new Place(start.getLineNr(), offset(start), end));
        }
    }

    private static int offset(TokenStreamLocation location) {
        return Math.toIntExact(location.getCharOffset());
    }

    /** Where this value stands exactly. */
    Optional<Place> at(String pointer) {
        return Optional.ofNullable(places.get(pointer));
    }

    /** Where this value stands, or the nearest value around it. */
    Place near(String pointer) {
        for (String here = pointer; ; here = here.substring(0, here.lastIndexOf('/'))) {
            Place place = places.get(here);
            if (place != null) {
                return place;
            }
            if (here.lastIndexOf('/') < 0) {
                return places.getOrDefault("", new Place(1, 0, 0));
            }
        }
    }
}
