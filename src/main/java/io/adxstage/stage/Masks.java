package io.adxstage.stage;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Hides literal secrets on the way out, and puts the stored ones back on the way in. */
public final class Masks {

    /** Lower case: a key that differs in case only is a mistake, and its value a secret all the same. */
    private static final Set<String> SECRET_KEYS = Set.of("clientsecret", "certificate", "password");

    /** Kept verbatim, without any meaning of ours. */
    private static final Set<String> VERBATIM_KEYS = Set.of("viewOptions", "partitionStrategy");

    private Masks() {}

    /**
     * A copy in which every literal secret is {@link Secret#MASK}; references stay. Works on any draft, valid or not: a
     * secret's key is enough, wherever it stands and whatever kind its value is.
     */
    public static ObjectNode mask(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        maskIn(copy);
        return copy;
    }

    /**
     * A copy in which every mask is the secret that is stored in the same place, where one is and the draft still has
     * the same destination (input: broker; cluster: clusterUrl, tenantId, clientId) and the same kind of
     * authentication. Other masks are left for the reader to complain about.
     */
    public static ObjectNode unmask(ObjectNode draft, @Nullable ObjectNode stored) {
        ObjectNode copy = draft.deepCopy();
        if (stored != null) {
            if (cluster(copy).equals(cluster(stored))) {
                restore(copy.path("authentication"), stored.path("authentication"));
            }
            JsonNode input = copy.path("input");
            JsonNode storedInput = stored.path("input");
            if (destination(input.path("broker")).equals(destination(storedInput.path("broker")))) {
                restore(input.path("authentication"), storedInput.path("authentication"));
            }
        }
        return copy;
    }

    static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key.toLowerCase(Locale.ROOT));
    }

    private static void maskIn(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(Masks::maskIn);
        } else if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode value = object.path(key);
                if (isSecret(key)) {
                    object.set(key, masked(value));
                } else if (!VERBATIM_KEYS.contains(key)) {
                    maskIn(value);
                }
            }
        }
    }

    private static JsonNode masked(JsonNode value) {
        String text = value.stringValue(null);
        boolean hidesNothing =
                value.isNull() || (text != null && (text.isEmpty() || SecretText.reference(text) != null));
        return hidesNothing ? value : StringNode.valueOf(Secret.MASK);
    }

    private static void restore(JsonNode draft, JsonNode stored) {
        if (draft instanceof ObjectNode object && kind(draft).equals(kind(stored))) {
            for (String key : List.copyOf(object.propertyNames())) {
                boolean isMask = Secret.MASK.equals(object.path(key).stringValue(null));
                JsonNode kept = stored.path(key);
                if (isMask && isSecret(key) && kept.isString()) {
                    object.set(key, kept);
                }
            }
        }
    }

    private static String kind(JsonNode authentication) {
        return authentication.path("type").stringValue("");
    }

    private static List<Object> cluster(ObjectNode document) {
        JsonNode authentication = document.path("authentication");
        return List.of(
                destination(document.path("clusterUrl")),
                present(authentication.path("tenantId")),
                present(authentication.path("clientId")));
    }

    /** A URL's slash and the case of its host are no change of destination. */
    private static String destination(JsonNode url) {
        String text = url.stringValue("");
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            return uri.getHost() == null || uri.getScheme() == null
                    ? text
                    : new URI(
                                    uri.getScheme().toLowerCase(Locale.ROOT),
                                    uri.getUserInfo(),
                                    uri.getHost().toLowerCase(Locale.ROOT),
                                    uri.getPort(),
                                    uri.getPath(),
                                    uri.getQuery(),
                                    uri.getFragment())
                            .toString();
        } catch (URISyntaxException asWritten) {
            return text;
        }
    }

    /** {@code null} means absent. */
    private static String present(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.toString();
    }
}
