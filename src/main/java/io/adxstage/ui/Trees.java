package io.adxstage.ui;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets and removes values of a tree by where they stand. */
final class Trees {

    private Trees() {}

    /** {@code null} means absent. */
    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Makes the objects on the way where they are missing or of another kind. */
    static void set(ObjectNode root, JsonPointer pointer, JsonNode value) {
        objectAt(root, pointer.head()).set(pointer.last().getMatchingProperty(), value);
    }

    /** The object at this place, made where there is none. */
    static ObjectNode objectAt(ObjectNode root, JsonPointer pointer) {
        ObjectNode here = root;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            String key = rest.getMatchingProperty();
            if (here.get(key) instanceof ObjectNode next) {
                here = next;
            } else {
                ObjectNode next = object();
                here.set(key, next);
                here = next;
            }
        }
        return here;
    }

    /** Removes the value, and the objects around it that become empty by that. */
    static void remove(ObjectNode root, JsonPointer pointer) {
        if (root.at(pointer.head()) instanceof ObjectNode parent) {
            parent.remove(pointer.last().getMatchingProperty());
            if (parent.isEmpty() && pointer.head().length() > 0) {
                remove(root, pointer.head());
            }
        }
    }

    static JsonPointer pointer(String dottedName) {
        return JsonPointer.compile("/" + dottedName.replace('.', '/'));
    }
}
