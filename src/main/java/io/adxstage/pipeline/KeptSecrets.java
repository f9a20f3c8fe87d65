package io.adxstage.pipeline;

import io.adxstage.stage.Masks;
import io.adxstage.stage.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secrets of an export. What stands there is the name under which the value is kept in a vault; taken for the value
 * itself it would be hidden at once, and wrong without anybody seeing why. So the place is made empty, and asked for.
 */
final class KeptSecrets {

    /** As vaults and Kubernetes allow it. Anything else may be a value, and is not repeated. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

    /** Long, and of capitals, small letters and digits together: rather a generated value than a name. */
    private static final Pattern GENERATED = Pattern.compile("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9]).{24,}");

    private KeptSecrets() {}

    /** Empties the places of secrets, references of this service aside, and says which those are. */
    static List<Import.Wanted> takenFrom(ObjectNode document) {
        List<Import.Wanted> wanted = new ArrayList<>();
        empty(JsonPointer.empty(), document, Masks.mask(document), wanted);
        return wanted;
    }

    private static void empty(JsonPointer here, JsonNode node, JsonNode masked, List<Import.Wanted> wanted) {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonPointer place = here.appendProperty(key);
                JsonNode value = object.path(key);
                if (Secret.MASK.equals(masked.path(key).stringValue("")) && !value.equals(masked.path(key))) {
                    wanted.add(new Import.Wanted(place.toString(), name(value)));
                    object.put(key, "");
                } else {
                    empty(place, value, masked.path(key), wanted);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                empty(here.appendIndex(i), node.path(i), masked.path(i), wanted);
            }
        }
    }

    private static String name(JsonNode value) {
        String name = value.isObject() ? value.path("name").stringValue("") : value.stringValue("");
        boolean plain = NAME.matcher(name).matches() && !GENERATED.matcher(name).matches();
        return plain ? name : "";
    }
}
