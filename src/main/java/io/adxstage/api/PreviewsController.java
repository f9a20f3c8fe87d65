package io.adxstage.api;

import io.adxstage.preview.Preview;
import io.adxstage.preview.Previews;
import io.adxstage.preview.SampleDocument;
import io.adxstage.preview.Samples;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What sample messages would become, tried without storing or sending anything. */
@RestController
@Tag(name = "Previews", description = "What sample messages would become")
class PreviewsController {

    private final Stages stages;
    private final Catalog catalog;
    private final Previews previews;

    PreviewsController(Stages stages, Catalog catalog, Previews previews) {
        this.stages = stages;
        this.catalog = catalog;
        this.previews = previews;
    }

    @PostMapping(
            path = "/api/previews",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "previewRows",
            summary = "Preview rows",
            description =
                    "Takes up to 100 sample messages through a stage: the document stage, the stored stage stageId,"
                            + " or both, and then masked secrets are taken from the stored one. Answers the rows, the messages"
                            + " that would become dead letters, the values that do not fit the table as it is on the cluster,"
                            + " and the commands that would prepare the database.")
    Preview preview(@RequestBody Draft draft) {
        JsonNode body = draft.tree();
        String stageId = stageId(body.path("stageId"));
        Stage stage = stage(body.path("stage"), stageId);
        return switch (SampleDocument.read(body.path("messages"), previews.topic(stage))) {
            case Samples.Read samples -> previews.of(stage, samples);
            case Samples.Unreadable(var problems) -> throw Refused.oddPreview(problems);
        };
    }

    private static @Nullable String stageId(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Refused.oddPreview(List.of(new Problem("/stageId", "type", "stageId is the id of a stored stage.")));
        }
        return value.stringValue();
    }

    private Stage stage(JsonNode document, @Nullable String stageId) {
        var stored = stageId == null ? null : catalog.find(stageId);
        if (document.isMissingNode() || document.isNull()) {
            if (stored == null) {
                throw Refused.oddPreview(List.of(
                        new Problem("/stage", "required", "Give a stage, or with stageId the id of a stored one.")));
            }
            if (!stored.problems().isEmpty()) {
                throw Refused.invalid(stored.problems(), stored.warnings());
            }
            return stored.stage();
        }
        return switch (stages.check(document, stageId)) {
            case Checked.Valid valid -> valid.stage();
            case Checked.Invalid(var problems, var warnings) -> throw Refused.invalid(problems, warnings);
        };
    }
}
