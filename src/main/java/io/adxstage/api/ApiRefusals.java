package io.adxstage.api;

import io.adxstage.stage.Problem;
import io.adxstage.stage.StageText;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Set;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Describes the problems, each by an example that the very code makes which refuses. */
@Component
class ApiRefusals {

    private static final Set<String> NEED_A_STORED_STAGE =
            Set.of("replaceStage", "patchStage", "deleteStage", "startStage", "stopStage", "restoreRevision");
    private static final Set<String> MAY_BE_INVALID = Set.of(
            "createStage",
            "replaceStage",
            "patchStage",
            "restoreRevision",
            "validateStage",
            "previewRows",
            "testConnection",
            "listen");

    private final JsonMapper json;

    ApiRefusals(JsonMapper json) {
        this.json = json;
    }

    /** Adds the responses that {@link #describe(String, HttpMethod, Operation)} refers to. */
    void describe(Components components) {
        components.addSchemas(
                "ProblemDetail",
                new JsonSchema()
                        .type("object")
                        .description("RFC 9457; some types carry members of their own")
                        .addProperty("type", new JsonSchema().type("string").format("uri-reference"))
                        .addProperty("title", new JsonSchema().type("string"))
                        .addProperty("status", new JsonSchema().type("integer"))
                        .addProperty("detail", new JsonSchema().type("string"))
                        .addProperty("instance", new JsonSchema().type("string").format("uri-reference")));
        add(components, "NotFound", "There is no such stage", Refused.noSuchStage("ovens"));
        add(components, "Conflict", "A file keeps the stage, or rows would be lost", Refused.keptByFile("ovens"));
        add(components, "Stale", "The stage has changed since; the problem tells the current version", stale());
        add(components, "VersionRequired", "If-Match is missing", Refused.withoutVersion());
        add(components, "Malformed", "The body is no JSON; line and column from 1", malformed());
        add(components, "TooLarge", "The body has more than 1 MiB", Refused.tooLarge());
        add(components, "Invalid", "Every problem of the document, by JSON Pointer", invalid());
        add(
                components,
                "NotNow",
                "It cannot be done now; detail says why",
                Refused.notNow("Only a failed batch can be sent again; this one is being sent."));
        add(components, "TooMany", "As many listen as may at the same time", Refused.tooManyListens());
        add(
                components,
                "Broker",
                "The broker does not let us listen; detail says why",
                Refused.brokerSays(
                        "Nothing answers at tcp://broker.example:1883 (Connection refused): check input.broker,"
                                + " and that the broker runs."));
        add(components, "UnknownTarget", "The target is none that there is", Refused.oddTarget());
        add(components, "Default", "Any other problem", Refused.badParameter("limit", "from 1 to 500"));
    }

    void describe(String path, HttpMethod method, Operation operation) {
        var id = operation.getOperationId();
        if (path.contains("{")
                || Set.of("validateStage", "previewRows", "testConnection", "listen")
                        .contains(id)) {
            refer(operation, "404", "NotFound");
        }
        if (NEED_A_STORED_STAGE.contains(id) || id.equals("deleteBatch")) {
            refer(operation, "409", "Conflict");
        }
        if (Set.of("retryBatch", "replayDeadLetters").contains(id)) {
            refer(operation, "409", "NotNow");
        }
        if (id.equals("retryBatch")) {
            refer(operation, "422", "UnknownTarget");
        }
        if (Set.of("replaceStage", "patchStage", "deleteStage", "restoreRevision")
                .contains(id)) {
            refer(operation, "412", "Stale");
        }
        if (method == HttpMethod.PUT || method == HttpMethod.PATCH) {
            refer(operation, "428", "VersionRequired");
        }
        if (operation.getRequestBody() != null) {
            refer(operation, "400", "Malformed");
            refer(operation, "413", "TooLarge");
        }
        if (MAY_BE_INVALID.contains(id)) {
            refer(operation, "422", "Invalid");
        }
        if (id.equals("listen")) {
            refer(operation, "429", "TooMany");
            refer(operation, "502", "Broker");
        }
        refer(operation, "default", "Default");
    }

    private void add(Components components, String name, String description, Refused example) {
        ProblemDetail problem = example.getBody();
        components.addResponses(
                name,
                new ApiResponse()
                        .description(description)
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(new JsonSchema().$ref("#/components/schemas/ProblemDetail"))
                                                .addExamples(
                                                        "example",
                                                        new Example()
                                                                .value(Examples.read(
                                                                        json.writeValueAsString(problem)))))));
    }

    private static void refer(Operation operation, String status, String name) {
        operation.getResponses().addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + name));
    }

    private static Refused stale() {
        return Refused.stale(7);
    }

    private static Refused malformed() {
        return Refused.malformed(new StageText.Malformed(
                3, 14, "A comma or the end of the object is missing. Close the value before with a comma."));
    }

    private static Refused invalid() {
        return Refused.invalid(
                List.of(new Problem("/table", "required", "Give the table that the rows go to.")), List.of());
    }
}
