package io.adxstage.stage;

import io.adxstage.stage.shape.Place;
import io.adxstage.stage.shape.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules that look at more than one value, or at the settings of this instance. They bear any draft. */
final class StageRules {

    private static final Pattern GUID = Pattern.compile("\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}?");

    /** A name in a key vault. A secret that Microsoft Entra makes is longer, and has other characters too. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9-]{1,30}");

    private final TrustedClusters trusted;
    private final SecretsSettings secrets;
    private final Problems problems;

    StageRules(TrustedClusters trusted, SecretsSettings secrets, Problems problems) {
        this.trusted = trusted;
        this.secrets = secrets;
        this.problems = problems;
    }

    void checkStage(JsonNode stage) {
        Place authentication = Place.ROOT.child("authentication");
        checkCluster(stage, Place.ROOT.child("clusterUrl"), authentication.child("type"));
        checkSecrets(stage.path("authentication"), authentication);
        checkClientSecret(stage, authentication.child("clientSecret"));
        checkRetry(stage.path("retry"), Place.ROOT.child("retry").child("maxInterval"));
        checkInput(stage.path("input"), Place.ROOT.child("input"));
    }

    void checkInput(JsonNode input, Place place) {
        checkSecrets(input.path("authentication"), place.child("authentication"));
        checkTls(input, place);
        checkOverlaps(input.path("topics"), place.child("topics"));
    }

    /** MQTT 5, section 3.3.4, and MQTT 3.1.1, section 3.3.5: one copy for each subscription that matches is allowed. */
    private void checkOverlaps(JsonNode topics, Place place) {
        for (int later = 1; later < topics.size(); later++) {
            String filter = topics.path(later).stringValue("");
            for (int earlier = 0; earlier < later; earlier++) {
                String before = topics.path(earlier).stringValue("");
                if (!problems.at(place.child(earlier))
                        && !problems.at(place.child(later))
                        && TopicOverlap.doubles(before, filter)) {
                    problems.warning(
                            place.child(later),
                            "overlapping-filters",
                            "matches topics that \"" + before
                                    + "\" matches as well. A broker may send a message on such a"
                                    + " topic once for each filter, and then its rows are in the table twice. Write filters"
                                    + " that have no topic in common.");
                    break;
                }
            }
        }
    }

    /** What only TLS can honour must not be dropped without a word: somebody relies on it. */
    private void checkTls(JsonNode input, Place place) {
        String text = input.path("broker").stringValue(null);
        if (text == null || problems.at(place.child("broker"))) {
            return;
        }
        URI broker = Brokers.uri(text);
        if (Brokers.isEncrypted(broker)) {
            return;
        }
        String needs = "needs a broker address with mqtts:// or wss://; over " + broker.getScheme()
                + ":// nothing is encrypted. Change broker, or ";
        if ("certificate".equals(input.path("authentication").path("type").stringValue(null))) {
            problems.error(
                    place.child("authentication").child("type"),
                    "needs-tls",
                    "\"certificate\" " + needs + "choose another type.");
        }
        Place ca = place.child("tls").child("caCertificate");
        if (input.path("tls").hasNonNull("caCertificate") && !problems.at(ca)) {
            problems.error(ca, "needs-tls", needs + "remove it.");
        }
    }

    private void checkCluster(JsonNode stage, Place url, Place type) {
        String text = stage.path("clusterUrl").stringValue(null);
        if (text == null || problems.at(url)) {
            return;
        }
        URI uri = URI.create(text);
        ClusterUrls.checkHost(uri, trusted, url, problems);
        boolean none = "none".equals(stage.path("authentication").path("type").stringValue(null));
        if (none && !ClusterUrls.isLoopback(uri)) {
            problems.error(
                    type,
                    "none-not-local",
                    "can only be \"none\" for a cluster on this machine (localhost, 127.0.0.1). Choose who writes to"
                            + " this cluster, for example \"managedIdentity\" or \"servicePrincipal\".");
        }
    }

    private void checkSecrets(JsonNode authentication, Place place) {
        authentication.forEachEntry((key, value) -> {
            String text = value.stringValue(null);
            if (text != null
                    && Masks.isSecret(key)
                    && SecretText.reference(text) instanceof Secret.Environment named
                    && !secrets.allows(named.name())
                    && !problems.at(place.child(key))) {
                problems.error(
                        place.child(key),
                        "secret-not-allowed",
                        "names an environment variable that stages may not read. Use one that matches "
                                + String.join(", ", secrets.envAllowed())
                                + ", or have the operator extend adx-stage.secrets.env-allowed.");
            }
        });
    }

    private void checkClientSecret(JsonNode stage, Place place) {
        String secret = stage.path("authentication").path("clientSecret").stringValue("");
        if (stage.hasNonNull("viewOptions") && SECRET_NAME.matcher(secret).matches()) {
            problems.warning(
                    place,
                    "secret-name",
                    "looks like the name of a secret in the product this document comes from. The secret's value, or a"
                            + " reference like ${file:name}, is needed here.");
        }
        if (GUID.matcher(secret).matches()) {
            problems.warning(
                    place,
                    "secret-id",
                    "looks like the id of a secret. Azure shows the secret's value only once, when it is made; that value"
                            + " is needed here.");
        }
    }

    private void checkRetry(JsonNode retry, Place place) {
        Duration longest = duration(retry.path("maxInterval"));
        Duration first = duration(StageShape.RETRY.withDefaults(retry).path("interval"));
        if (longest != null && first != null && longest.compareTo(first) < 0 && !problems.at(place)) {
            problems.error(place, "interval-order", "must not be shorter than interval (1s unless written).");
        }
    }

    private static @Nullable Duration duration(JsonNode text) {
        return Optional.ofNullable(text.stringValue(null))
                .flatMap(Interval::parse)
                .map(Interval::duration)
                .orElse(null);
    }
}
