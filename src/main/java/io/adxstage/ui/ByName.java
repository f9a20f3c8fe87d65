package io.adxstage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of a document as an object by their names, and back. */
final class ByName {

    private ByName() {}

    /** The columns by name; empty where they are no list of objects, each with a name of its own. */
    static Optional<ObjectNode> of(JsonNode list) {
        if (!list.isArray()) {
            return Optional.empty();
        }
        ObjectNode byName = Trees.object();
        for (JsonNode element : list) {
            String name = element.path("name").stringValue(null);
            if (!element.isObject() || name == null || byName.has(name)) {
                return Optional.empty();
            }
            byName.set(name, element);
        }
        return Optional.of(byName);
    }

    /** The list in the order of one document; what only another one has comes after what it follows there. */
    static ArrayNode list(ObjectNode byName, List<String> order, List<String> other) {
        List<String> names = new ArrayList<>(order.stream().filter(byName::has).toList());
        String before = null;
        for (String name : other) {
            if (byName.has(name) && !names.contains(name)) {
                names.add(before == null ? names.size() : names.indexOf(before) + 1, name);
            }
            before = byName.has(name) ? name : before;
        }
        ArrayNode list = Trees.array();
        names.forEach(name -> list.add(byName.path(name)));
        return list;
    }

    static List<String> order(@Nullable ObjectNode byName) {
        return byName == null ? List.of() : List.copyOf(byName.propertyNames());
    }
}
