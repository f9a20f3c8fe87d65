package io.adxstage.api;

import io.adxstage.flow.BatchAction;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.RunningStages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The recent batches of a stage. */
@RestController
@RequestMapping(path = "/api/stages/{id}/batches", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Batches", description = "What was collected, and what became of it")
class BatchesController {

    private final RunningStages running;
    private final Catalog catalog;

    BatchesController(RunningStages running, Catalog catalog) {
        this.running = running;
        this.catalog = catalog;
    }

    @GetMapping
    @Operation(
            operationId = "listBatches",
            summary = "List recent batches",
            description = "Newest first. Bytes are compressed, rawBytes are not.")
    List<BatchView> list(@PathVariable String id) {
        catalog.find(id);
        return running.batches(id);
    }

    @PostMapping("/{batchId}/retry")
    @Operation(
            operationId = "retryBatch",
            summary = "Send a failed batch again",
            description = "To the cluster, database and table that it was collected for, or with"
                    + " {\"target\": \"current\"} to those of the stage as it is now. Without a body: to the original.")
    BatchView retry(
            @PathVariable String id,
            @PathVariable String batchId,
            @RequestBody(required = false) @Nullable Draft wish) {
        catalog.find(id);
        return switch (running.retryBatch(id, batchId, Wish.target(wish))) {
            case BatchAction.Done done -> done.batch();
            case BatchAction.NoSuchBatch none -> throw Refused.noSuchBatch();
            case BatchAction.NotNow notNow -> throw Refused.notNow(notNow.reason());
        };
    }

    @DeleteMapping("/{batchId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteBatch",
            summary = "Delete a failed batch",
            description = "Its rows are given up and counted as dropped.")
    void delete(@PathVariable String id, @PathVariable String batchId) {
        catalog.find(id);
        if (running.deleteBatch(id, batchId)) {
            return;
        }
        throw running.batches(id).stream()
                .filter(batch -> batch.id().equals(batchId))
                .findFirst()
                .map(batch -> Refused.batchOnItsWay(batch.state()))
                .orElseGet(Refused::noSuchBatch);
    }
}
