package io.adxstage.api;

import io.adxstage.flow.Removal;
import io.adxstage.flow.RunningStages;
import io.adxstage.stage.Masks;
import io.adxstage.stage.StageReader;
import io.adxstage.store.Stages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stages' documents. */
@RestController
@RequestMapping(path = "/api/stages", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Stages", description = "The documents: listed, read, written, deleted")
class StagesController {

    private final Stages stages;
    private final RunningStages running;
    private final StageReader reader;
    private final Catalog catalog;

    StagesController(Stages stages, RunningStages running, StageReader reader, Catalog catalog) {
        this.stages = stages;
        this.running = running;
        this.reader = reader;
        this.catalog = catalog;
    }

    @GetMapping
    @Operation(
            operationId = "listStages",
            summary = "List the stages",
            description = "All stages and how they are, by display name.")
    List<StageSummary> list() {
        return stages.all().stream()
                .map(stage -> StageSummary.of(stage, running.status(stage.id()).state()))
                .toList();
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createStage",
            summary = "Create a stage",
            description = "Checks the document, keeps it and runs it. Answers it as written, secrets masked.")
    ResponseEntity<ObjectNode> create(@RequestBody Draft draft, @Nullable Principal user) {
        WholePipeline.refuse(draft.tree());
        var saved = Documents.saved(
                stages.create(draft.tree(), Who.name(user)),
                "",
                () -> stages.check(draft.tree(), null).warnings());
        return ResponseEntity.created(URI.create(Links.self(saved.id())))
                .eTag(IfMatch.etag(saved))
                .body(Masks.mask(saved.document()));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "readStage",
            summary = "Read a stage",
            description = "The document as it was written, secrets masked; with effective=true every default is filled"
                    + " in. The ETag is the version.")
    ResponseEntity<ObjectNode> read(@PathVariable String id, @RequestParam(defaultValue = "false") boolean effective) {
        var stage = catalog.find(id);
        if (!effective) {
            return Documents.of(stage);
        }
        return ResponseEntity.ok().eTag(IfMatch.etag(stage)).body(Masks.mask(reader.effective(stage.document())));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replaceStage",
            summary = "Replace a stage",
            description = "A secret that is written back masked stays as it is, while its destination does.")
    ResponseEntity<ObjectNode> replace(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Draft draft,
            @Nullable Principal user) {
        var current = catalog.findWritable(id);
        WholePipeline.refuse(draft.tree());
        return replace(id, draft.tree(), IfMatch.required(ifMatch, current), user);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "patchStage",
            summary = "Change parts of a stage",
            description = "JSON Merge Patch (RFC 7396): keys that are given are set, null removes one, lists are"
                    + " replaced whole.")
    ResponseEntity<ObjectNode> patch(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Draft patch,
            @Nullable Principal user) {
        var current = catalog.findWritable(id);
        var expected = IfMatch.required(ifMatch, current);
        return replace(id, MergePatch.apply(Masks.mask(current.document()), patch.tree()), expected, user);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteStage",
            summary = "Delete a stage",
            description =
                    "Ends its session at the broker. Refused while rows are undelivered, unless discard=true gives them up."
                            + " Dead letters go with discard=true only; otherwise they stay in the data directory.")
    void delete(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "false") boolean discard,
            @Nullable Principal user) {
        IfMatch.optional(ifMatch, catalog.findWritable(id));
        switch (running.remove(id, discard, Who.name(user))) {
            case Removal.Removed() -> {}
            case Removal.NoSuchStage() -> throw Refused.noSuchStage(id);
            case Removal.ReadOnly() -> throw Refused.keptByFile(id);
            case Removal.Undelivered(var rows, var letters) -> throw Refused.undelivered(rows, letters);
            case Removal.Unread() -> throw Refused.unread();
        }
    }

    private ResponseEntity<ObjectNode> replace(String id, JsonNode draft, long expected, @Nullable Principal user) {
        return Documents.of(Documents.saved(
                stages.replace(id, draft, expected, Who.name(user)),
                id,
                () -> stages.check(draft, id).warnings()));
    }
}
