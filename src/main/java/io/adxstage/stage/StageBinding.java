package io.adxstage.stage;

import io.adxstage.stage.shape.Whole;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the records from a document that passed all checks and has its defaults filled in. */
final class StageBinding {

    private StageBinding() {}

    static Stage stage(JsonNode document) {
        JsonNode input = document.path("input");
        return new Stage(
                text(document, "displayName"),
                optionalText(document, "description"),
                document.path("enabled").booleanValue(),
                ClusterUrls.withoutSlash(text(document, "clusterUrl")),
                text(document, "database"),
                text(document, "table"),
                authentication(document.path("authentication")),
                batch(document.path("batch")),
                list(document.path("columns")).stream()
                        .map(StageBinding::column)
                        .toList(),
                retry(document.path("retry")),
                word(Stage.Ingestion.class, document.path("ingestion")),
                word(Stage.OnMismatch.class, document.path("onMismatch")),
                input.isObject() ? input(input) : null);
    }

    static Input input(JsonNode input) {
        return new Input(
                URI.create(text(input, "broker")),
                list(input.path("topics")).stream().map(JsonNode::stringValue).toList(),
                (int) Whole.of(input.path("qos")),
                input.path("cleanSession").booleanValue(),
                interval(input, "sessionExpiry"),
                optionalText(input, "clientId"),
                word(Input.Retained.class, input.path("retained")),
                inputAuthentication(input.path("authentication")),
                optionalText(input.path("tls"), "caCertificate"),
                format(input.path("format")));
    }

    private static Authentication authentication(JsonNode node) {
        return switch (text(node, "type")) {
            case "servicePrincipal" ->
                new Authentication.ServicePrincipal(
                        text(node, "tenantId"), text(node, "clientId"), secret(node, "clientSecret"));
            case "managedIdentity", "systemAssignedManagedIdentity" ->
                new Authentication.ManagedIdentity(optionalText(node, "clientId"));
            case "workloadIdentity" ->
                new Authentication.WorkloadIdentity(optionalText(node, "tenantId"), optionalText(node, "clientId"));
            case "certificate" ->
                new Authentication.Certificate(
                        text(node, "tenantId"),
                        text(node, "clientId"),
                        secret(node, "certificate"),
                        optionalSecret(node, "password"));
            case "azureCli" -> new Authentication.AzureCli();
            case "none" -> new Authentication.None();
            default -> throw unbound(node);
        };
    }

    private static Stage.Batch batch(JsonNode node) {
        JsonNode maxRows = node.path("maxRows");
        return new Stage.Batch(
                interval(node, "time"),
                path(node, "path"),
                maxRows.isNumber() ? Whole.of(maxRows) : null,
                Whole.of(node.path("maxBytes")));
    }

    private static Stage.Column column(JsonNode node) {
        return new Stage.Column(text(node, "name"), path(node, "path"));
    }

    private static Retry retry(JsonNode node) {
        JsonNode most = node.path("maxRetries");
        Integer maxRetries = most.isNumber() ? (Integer) (int) Whole.of(most) : null;
        return switch (text(node, "type")) {
            case "default" -> new Retry.Default();
            case "none" -> new Retry.None();
            case "fixed" -> new Retry.Fixed(interval(node, "interval"), maxRetries);
            case "exponential" -> {
                Interval first = interval(node, "interval");
                Interval longest = interval(node, "maxInterval");
                // Only the default can be the shorter one: a written one has been checked.
                boolean raised = longest.duration().compareTo(first.duration()) < 0;
                yield new Retry.Exponential(first, raised ? first : longest, maxRetries);
            }
            default -> throw unbound(node);
        };
    }

    private static Input.Authentication inputAuthentication(JsonNode node) {
        return switch (text(node, "type")) {
            case "none" -> new Input.Authentication.None();
            case "usernamePassword" ->
                new Input.Authentication.UsernamePassword(text(node, "username"), secret(node, "password"));
            case "certificate" ->
                new Input.Authentication.Certificate(secret(node, "certificate"), optionalSecret(node, "password"));
            default -> throw unbound(node);
        };
    }

    private static Format format(JsonNode node) {
        return switch (text(node, "type")) {
            case "json" -> new Format.Json();
            case "raw" -> new Format.Raw();
            case "csv" ->
                new Format.Csv(
                        node.path("header").booleanValue(),
                        list(node.path("columns")).stream()
                                .map(StageBinding::csvColumn)
                                .toList(),
                        text(node, "delimiter").charAt(0));
            case "messagePack" -> new Format.MessagePack();
            case "cbor" -> new Format.Cbor();
            default -> throw unbound(node);
        };
    }

    private static Format.CsvColumn csvColumn(JsonNode node) {
        // Bytes of a CSV value are its text: there is no other notation for them in CSV.
        Format.CsvType type = text(node, "type").equals("bytes")
                ? Format.CsvType.STRING
                : word(Format.CsvType.class, node.path("type"));
        return new Format.CsvColumn(text(node, "name"), type, path(node, "path"));
    }

    private static String text(JsonNode object, String key) {
        return object.path(key).stringValue();
    }

    private static @Nullable String optionalText(JsonNode object, String key) {
        return object.path(key).stringValue(null);
    }

    private static Secret secret(JsonNode object, String key) {
        return SecretText.read(text(object, key));
    }

    private static @Nullable Secret optionalSecret(JsonNode object, String key) {
        String text = optionalText(object, key);
        return text == null ? null : SecretText.read(text);
    }

    private static Interval interval(JsonNode object, String key) {
        return Interval.parse(text(object, key)).orElseThrow();
    }

    private static Path path(JsonNode object, String key) {
        return Path.parse(text(object, key)).orElseThrow();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** {@code deadLetter} is {@code DEAD_LETTER}. */
    private static <E extends Enum<E>> E word(Class<E> type, JsonNode word) {
        String text = word.stringValue();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().replace("_", "").equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow();
    }

    private static IllegalStateException unbound(JsonNode node) {
        return new IllegalStateException("The shape allows a type that is not bound: " + text(node, "type"));
    }
}
