package io.adxstage.stage;

import static io.adxstage.stage.Leaves.interval;
import static io.adxstage.stage.Leaves.list;
import static io.adxstage.stage.Leaves.optionalSecret;
import static io.adxstage.stage.Leaves.optionalText;
import static io.adxstage.stage.Leaves.path;
import static io.adxstage.stage.Leaves.secret;
import static io.adxstage.stage.Leaves.text;
import static io.adxstage.stage.Leaves.unbound;
import static io.adxstage.stage.Leaves.word;

import io.adxstage.stage.shape.Whole;
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
                input.isObject() ? InputBinding.input(input) : null);
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
}
