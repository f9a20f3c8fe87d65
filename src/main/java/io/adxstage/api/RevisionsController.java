package io.adxstage.api;

import io.adxstage.store.Stages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What a stage's document was before. */
@RestController
@RequestMapping(path = "/api/stages/{id}/revisions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Revisions", description = "Who changed a document, when, and back again")
class RevisionsController {

    private final Stages stages;
    private final Catalog catalog;

    RevisionsController(Stages stages, Catalog catalog) {
        this.stages = stages;
        this.catalog = catalog;
    }

    @GetMapping
    @Operation(operationId = "listRevisions", summary = "List revisions", description = "Newest first, secrets masked.")
    List<RevisionView> list(@PathVariable String id) {
        catalog.find(id);
        return stages.revisions(id).stream().map(RevisionView::of).toList();
    }

    @PostMapping("/{version:\\d+}/restore")
    @Operation(
            operationId = "restoreRevision",
            summary = "Restore a revision",
            description = "Saves its document anew, as the newest revision. If-Match is honoured where it is sent.")
    ResponseEntity<ObjectNode> restore(
            @PathVariable String id,
            @PathVariable long version,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Nullable Principal user) {
        long expected = IfMatch.optional(ifMatch, catalog.findWritable(id));
        if (stages.revisions(id).stream().noneMatch(revision -> revision.version() == version)) {
            throw Refused.noSuchRevision(version);
        }
        var restored = ifMatch == null
                ? stages.restore(id, version, Who.name(user))
                : stages.restore(id, version, expected, Who.name(user));
        return Documents.of(Documents.saved(restored, id, List::of));
    }
}
