package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hides literal secrets in trees of any kind and in the text they were read from. */
final class MaskedText {

    private MaskedText() {}

    /** A masked copy, also of a document that is no object. */
    static JsonNode mask(JsonNode root) {
        ObjectNode holder = Trees.object();
        holder.set("document", root);
        return Masks.mask(holder).path("document");
    }

    /** The text as it was typed, with a mask in the place of each literal secret. */
    static String of(String text, JsonNode root) {
        var secrets = secrets(root);
        JsonPlaces places = JsonPlaces.of(text);
        var masked = new StringBuilder(text);
        secrets.stream()
                .map(pointer -> places.at(pointer.toString()).orElseThrow())
                .sorted(Comparator.comparingInt(JsonPlaces.Place::from).reversed())
                .forEach(place -> masked.replace(place.from(), place.to(), '"' + Secret.MASK + '"'));
        return masked.toString();
    }

    /** A copy in which every mask is what was typed in its place before, in the same draft. */
    static JsonNode restored(JsonNode posted, JsonNode before) {
        var secrets = secrets(before);
        JsonNode restored = posted.deepCopy();
        for (JsonPointer pointer : secrets) {
            boolean isMask = Secret.MASK.equals(restored.at(pointer).stringValue(null));
            if (isMask && restored.at(pointer.head()) instanceof ObjectNode parent) {
                parent.set(pointer.last().getMatchingProperty(), before.at(pointer));
            }
        }
        return restored;
    }

    /** Where literal secrets stand. */
    static List<JsonPointer> secrets(JsonNode root) {
        var secrets = new ArrayList<JsonPointer>();
        difference(JsonPointer.empty(), root, mask(root), secrets);
        return secrets;
    }

    private static void difference(JsonPointer here, JsonNode root, JsonNode masked, List<JsonPointer> found) {
        if (root.isObject() && masked.isObject()) {
            root.properties()
                    .forEach(entry -> difference(
                            here.appendProperty(entry.getKey()), entry.getValue(), masked.path(entry.getKey()), found));
        } else if (root.isArray() && masked.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                difference(here.appendIndex(i), root.path(i), masked.path(i), found);
            }
        } else if (!root.equals(masked)) {
            found.add(here);
        }
    }
}
