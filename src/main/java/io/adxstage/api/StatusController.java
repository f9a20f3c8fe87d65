package io.adxstage.api;

import io.adxstage.flow.History;
import io.adxstage.flow.RunningStages;
import io.adxstage.store.Stages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a stage is, and the switches beside it. Every switch answers the status after it. */
@RestController
@RequestMapping(path = "/api/stages/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Status", description = "How a stage is; start, stop, flush")
class StatusController {

    private final Stages stages;
    private final RunningStages running;
    private final Catalog catalog;

    StatusController(Stages stages, RunningStages running, Catalog catalog) {
        this.stages = stages;
        this.running = running;
        this.catalog = catalog;
    }

    @GetMapping("/status")
    @Operation(
            operationId = "readStatus",
            summary = "Read the status",
            description = "State, counters in rows, what is pending, the last error.")
    StatusView status(@PathVariable String id) {
        catalog.find(id);
        return StatusView.of(running.status(id));
    }

    @GetMapping("/history")
    @Operation(
            operationId = "readHistory",
            summary = "Read the last hour",
            description =
                    "Rows received, accepted and arrived by the minute, the oldest first. Kept in memory: it begins"
                            + " anew with the service, and since tells when.")
    History history(@PathVariable String id) {
        catalog.find(id);
        return running.history(id);
    }

    @PostMapping("/start")
    @Operation(
            operationId = "startStage",
            summary = "Start a stage",
            description = "Sets enabled to true, and keeps that.")
    StatusView start(@PathVariable String id, @Nullable Principal user) {
        return enable(id, true, user);
    }

    @PostMapping("/stop")
    @Operation(
            operationId = "stopStage",
            summary = "Stop a stage",
            description = "Sets enabled to false, and keeps that. The open batch is sealed; what is collected is still"
                    + " delivered.")
    StatusView stop(@PathVariable String id, @Nullable Principal user) {
        return enable(id, false, user);
    }

    @PostMapping("/flush")
    @Operation(
            operationId = "flushStage",
            summary = "Flush a stage",
            description = "Seals the open batch and sends it now.")
    StatusView flush(@PathVariable String id) {
        catalog.find(id);
        running.flush(id);
        return StatusView.of(running.status(id));
    }

    private StatusView enable(String id, boolean enabled, @Nullable Principal user) {
        catalog.findWritable(id);
        Documents.saved(stages.enable(id, enabled, Who.name(user)), id, List::of);
        return StatusView.of(running.status(id));
    }
}
