package io.adxstage.ui;

import io.adxstage.stage.Secret;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares literal secrets without showing them: masked copies in which those that differ are marked. */
final class SecretMarks {

    private SecretMarks() {}

    /** A masked copy, {@link Cell#NEW_SECRET} in the place of each literal that is not the same in the other document. */
    static ObjectNode marked(ObjectNode document, ObjectNode other) {
        var copy = (ObjectNode) MaskedText.mask(document);
        for (JsonPointer secret : MaskedText.secrets(document)) {
            if (!document.at(secret).equals(other.at(secret)) && copy.at(secret.head()) instanceof ObjectNode parent) {
                parent.put(secret.last().getMatchingProperty(), Cell.NEW_SECRET);
            }
        }
        return copy;
    }

    /** Makes every mark the mask that stands for the stored secret. */
    static void toMasks(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(SecretMarks::toMasks);
        } else if (node instanceof ObjectNode object) {
            for (String key : java.util.List.copyOf(object.propertyNames())) {
                if (Cell.NEW_SECRET.equals(object.path(key).stringValue(null))) {
                    object.put(key, Secret.MASK);
                } else {
                    toMasks(object.path(key));
                }
            }
        }
    }
}
