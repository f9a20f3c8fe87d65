package io.adxstage.api;

import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, RFC 7396. */
final class MergePatch {

    static final MediaType TYPE = MediaType.parseMediaType("application/merge-patch+json");

    private MergePatch() {}

    /** The target with the patch merged in, as a copy. A patch that is no object takes the target's place. */
    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var merged = target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (var change : changes.properties()) {
            var key = change.getKey();
            if (change.getValue().isNull()) {
                merged.remove(key);
            } else {
                var before = merged.get(key);
                merged.set(
                        key,
                        apply(before == null ? JsonNodeFactory.instance.missingNode() : before, change.getValue()));
            }
        }
        return merged;
    }
}
