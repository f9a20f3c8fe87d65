package io.adxstage.api;

import io.adxstage.flow.MappingCreation;
import io.adxstage.flow.RunningStages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a table needs before rows can be streamed into it. */
@RestController
@RequestMapping(path = "/api/stages/{id}/mapping", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Status", description = "How a stage is; start, stop, flush")
class MappingController {

    private final RunningStages running;
    private final Catalog catalog;

    MappingController(RunningStages running, Catalog catalog) {
        this.running = running;
        this.catalog = catalog;
    }

    /** Mappings that are in the table now. */
    record MappingsView(List<MappingCreation.Created> mappings) {

        MappingsView {
            mappings = List.copyOf(mappings);
        }
    }

    @PostMapping
    @Operation(
            operationId = "createMapping",
            summary = "Create the mapping that streaming needs",
            description =
                    "Runs .create-or-alter table ... ingestion json mapping on the cluster, as the stage's identity,"
                            + " which needs the right Table Ingestor. The name follows from the stage's columns; a mapping that"
                            + " is there already stays as it is. 409 where the cluster refuses.")
    MappingsView create(@PathVariable String id) {
        catalog.find(id);
        return switch (running.createMapping(id)) {
            case MappingCreation.Done done -> new MappingsView(done.mappings());
            case MappingCreation.NoSuchStage gone -> throw Refused.noSuchStage(id);
            case MappingCreation.NotNow notNow -> throw Refused.notNow(notNow.reason());
        };
    }
}
