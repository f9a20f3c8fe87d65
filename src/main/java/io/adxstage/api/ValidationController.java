package io.adxstage.api;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageSchema;
import io.adxstage.store.Stages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What a document must look like, told and tried without storing anything. */
@RestController
@RequestMapping("/api")
@Tag(name = "Validation", description = "What a document must look like")
class ValidationController {

    private final Stages stages;
    private final Catalog catalog;

    ValidationController(Stages stages, Catalog catalog) {
        this.stages = stages;
        this.catalog = catalog;
    }

    /** A document without errors. */
    record Verdict(boolean valid, List<Problem> warnings) {}

    @PostMapping(
            path = "/stages/validate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "validateStage",
            summary = "Check a document",
            description = "As a save would, and stores nothing. Masked secrets are taken from the stage stageId.")
    Verdict validate(@RequestBody Draft draft, @RequestParam(required = false) @Nullable String stageId) {
        if (stageId != null) {
            catalog.find(stageId);
        }
        WholePipeline.refuse(draft.tree());
        return switch (stages.check(draft.tree(), stageId)) {
            case Checked.Valid valid -> new Verdict(true, valid.warnings());
            case Checked.Invalid(var problems, var warnings) -> throw Refused.invalid(problems, warnings);
        };
    }

    @GetMapping(
            path = "/stage-schema",
            produces = {"application/schema+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "readStageSchema",
            summary = "Read the schema",
            description = "JSON Schema 2020-12 of the document.")
    ObjectNode schema() {
        return StageSchema.schema();
    }
}
