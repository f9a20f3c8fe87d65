package io.adxstage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.adxstage.stage.StageSchema;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Adds to the description what the controllers cannot say: the document's schema, examples, and the refusals. */
@Component
class ApiDescription implements OpenApiCustomizer {

    private static final String JSON = "application/json";
    private static final Set<String> ANSWER_DOCUMENT =
            Set.of("createStage", "readStage", "replaceStage", "patchStage", "restoreRevision");

    private final String version;
    private final ApiRefusals refusals;

    ApiDescription(ObjectProvider<BuildProperties> build, ApiRefusals refusals) {
        var properties = build.getIfAvailable();
        var found = properties == null ? null : properties.getVersion();
        this.version = found == null ? "development" : found;
        this.refusals = refusals;
    }

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                        .title("adx-stage")
                        .version(version)
                        .description("Stages carry MQTT messages into Azure Data Explorer. Form, Advanced editor, stage"
                                + " files and this API edit one document, checked by one validator."))
                .tags(inOrder(api.getTags()))
                .servers(List.of(new Server().url("/").description("This service")))
                .addSecurityItem(new SecurityRequirement().addList("password"));
        var components = api.getComponents();
        components.addSecuritySchemes(
                "password",
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Asked for only where adx-stage.security.password is set."));
        components.getSchemas().keySet().removeAll(Set.of("Draft", "JsonNode", "ObjectNode"));
        components.addSchemas("Stage", stage());
        refusals.describe(components);
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> describe(path, method, operation)));
    }

    private void describe(String path, HttpMethod method, Operation operation) {
        var id = operation.getOperationId();
        if (operation.getRequestBody() != null) {
            operation
                    .getRequestBody()
                    .setContent(body(id, operation.getRequestBody().getContent()));
        }
        if (ANSWER_DOCUMENT.contains(id)) {
            answer(
                    operation,
                    id.equals("createStage") ? "201" : "200",
                    new ApiResponse()
                            .description("The document as written, secrets masked; its version as ETag")
                            .content(new Content().addMediaType(JSON, document(Examples.MASKED))));
        }
        if (id.equals("readStageSchema")) {
            var schema = new MediaType().schema(new JsonSchema().type("object"));
            answer(
                    operation,
                    "200",
                    new ApiResponse()
                            .description("JSON Schema 2020-12")
                            .content(new Content().addMediaType("application/schema+json", schema)));
        }
        if (id.equals("downloadDeadLetters")) {
            answer(
                    operation,
                    "200",
                    new ApiResponse()
                            .description("A file of dead letters as they are listed, a line each")
                            .content(new Content()
                                    .addMediaType(
                                            "application/x-ndjson",
                                            new MediaType().schema(new JsonSchema().type("string")))));
        }
        if (id.equals("listen")) {
            answer(
                    operation,
                    "200",
                    new ApiResponse()
                            .description("A line of JSON for each event: listening, message, end")
                            .content(new Content()
                                    .addMediaType(
                                            "application/x-ndjson",
                                            new MediaType()
                                                    .schema(new JsonSchema().type("string"))
                                                    .addExamples("one message", new Example().value(Examples.HEARD)))));
        }
        refusals.describe(path, method, operation);
    }

    /** As a reader meets them; the library lists them as it finds them. */
    private static List<Tag> inOrder(List<Tag> tags) {
        var order = List.of("Stages", "Validation", "Previews", "Status", "Batches", "Dead letters", "Revisions");
        return tags.stream()
                .sorted(Comparator.comparingInt(tag -> order.indexOf(tag.getName())))
                .toList();
    }

    private static void answer(Operation operation, String status, ApiResponse answer) {
        operation.getResponses().clear();
        operation.getResponses().addApiResponse(status, answer);
    }

    /** What is sent: the document, or for a patch a part of it. */
    private static Content body(String id, @Nullable Content present) {
        var content = new Content();
        if (id.equals("retryBatch")) {
            return content.addMediaType(JSON, wish());
        }
        if (id.equals("previewRows")) {
            return content.addMediaType(JSON, samples());
        }
        if (id.equals("testConnection")) {
            return content.addMediaType(JSON, connectionTest());
        }
        if (id.equals("listen")) {
            return content.addMediaType(JSON, listen());
        }
        var sent = id.equals("patchStage")
                ? new MediaType()
                        .schema(new JsonSchema().type("object").description("JSON Merge Patch, RFC 7396"))
                        .addExamples("change the batch time", new Example().value(Examples.read(Examples.PATCH)))
                : document(Examples.STAGE);
        if (present != null) {
            present.keySet().forEach(type -> content.addMediaType(type, sent));
        }
        return content;
    }

    private static MediaType wish() {
        var target = new JsonSchema();
        target.setType("string");
        target.setEnum(List.of("original", "current"));
        target.setDefault("original");
        return new MediaType()
                .schema(new JsonSchema().type("object").addProperty("target", target))
                .addExamples("to today's table", new Example().value(Examples.read("{\"target\": \"current\"}")));
    }

    private static MediaType connectionTest() {
        return body("a stored stage", "{\"stageId\": \"local-oven\"}");
    }

    private static MediaType listen() {
        return new MediaType()
                .schema(new JsonSchema()
                        .type("object")
                        .addProperty("stage", new JsonSchema().$ref("#/components/schemas/Stage"))
                        .addProperty("stageId", new JsonSchema().type("string"))
                        .addProperty(
                                "messages", new JsonSchema().type("integer").description("1 to 100, else 20"))
                        .addProperty("seconds", new JsonSchema().type("integer").description("1 to 60, else 10")))
                .addExamples("a broker and a topic", new Example().value(Examples.read(Examples.LISTEN)));
    }

    private static MediaType samples() {
        return body("a message", Examples.PREVIEW);
    }

    /** A draft, a stored stage or both, and sample messages. */
    private static MediaType body(String title, String example) {
        var message = new JsonSchema()
                .type("object")
                .addProperty("topic", new JsonSchema().type("string").description("else made from the stage's topics"))
                .addProperty("payload", new JsonSchema().description("text, or any JSON"))
                .addProperty("encoding", choice("utf-8", "json", "base64"))
                .addProperty("qos", new JsonSchema().type("integer"))
                .addProperty("retain", new JsonSchema().type("boolean"))
                .addProperty("properties", new JsonSchema().type("object"))
                .addProperty("userProperties", listOf(new JsonSchema().type("object")))
                .addProperty("systemProperties", new JsonSchema().type("object"));
        return new MediaType()
                .schema(new JsonSchema()
                        .type("object")
                        .addProperty("stage", new JsonSchema().$ref("#/components/schemas/Stage"))
                        .addProperty("stageId", new JsonSchema().type("string"))
                        .addProperty("messages", listOf(message)))
                .addExamples(title, new Example().value(Examples.read(example)));
    }

    private static Schema<?> listOf(Schema<?> element) {
        Schema<?> list = new JsonSchema();
        list.setType("array");
        list.setItems(element);
        return list;
    }

    private static Schema<?> choice(String... values) {
        var choice = new JsonSchema();
        choice.setType("string");
        choice.setEnum(List.of((Object[]) values));
        return choice;
    }

    private static MediaType document(String example) {
        return new MediaType()
                .schema(new JsonSchema().$ref("#/components/schemas/Stage"))
                .addExamples("sample", new Example().value(Examples.read(example)));
    }

    private static Schema<?> stage() {
        try {
            return Json31.mapper().readValue(StageSchema.schema().toString(), JsonSchema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema of the document is not taken by the API's description", e);
        }
    }
}
