package io.adxstage.store;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The literal secrets of a document: whatever {@link Masks} hides, so that there is one word on what a secret is. */
final class Literals {

    private Literals() {}

    /** Each literal by its JSON Pointer, in document order. A mask is none. */
    static Map<String, String> of(ObjectNode document) {
        var literals = new LinkedHashMap<String, String>();
        collect(document, Masks.mask(document), JsonPointer.empty(), literals);
        return literals;
    }

    /** A copy in which every literal is what the function makes of its pointer and value. */
    static ObjectNode replace(ObjectNode document, BinaryOperator<String> change) {
        var copy = document.deepCopy();
        of(document).forEach((pointer, value) -> {
            var place = JsonPointer.compile(pointer);
            var owner = (ObjectNode) copy.at(place.head());
            owner.put(place.last().getMatchingProperty(), change.apply(pointer, value));
        });
        return copy;
    }

    private static void collect(JsonNode plain, JsonNode masked, JsonPointer here, Map<String, String> literals) {
        if (plain.isObject()) {
            plain.forEachEntry((name, value) -> collect(value, masked.path(name), here.appendProperty(name), literals));
        } else if (plain.isArray()) {
            for (int i = 0; i < plain.size(); i++) {
                collect(plain.path(i), masked.path(i), here.appendIndex(i), literals);
            }
        } else if (plain.isString() && masked.isString() && isLiteral(plain.stringValue(), masked.stringValue())) {
            literals.put(here.toString(), plain.stringValue());
        }
    }

    private static boolean isLiteral(String plain, String masked) {
        return masked.equals(Secret.MASK) && !plain.equals(Secret.MASK);
    }
}
