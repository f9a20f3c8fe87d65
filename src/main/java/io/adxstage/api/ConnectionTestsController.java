package io.adxstage.api;

import io.adxstage.doctor.Check;
import io.adxstage.doctor.Doctor;
import io.adxstage.doctor.Patient;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Corrections;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Both ends of a stage, tried without storing or writing anything. */
@RestController
@RequestMapping("/api")
@Tag(name = "Validation", description = "What a document must look like")
class ConnectionTestsController {

    private final Stages stages;
    private final Catalog catalog;
    private final Doctor doctor;

    ConnectionTestsController(Stages stages, Catalog catalog, Doctor doctor) {
        this.stages = stages;
        this.catalog = catalog;
        this.doctor = doctor;
    }

    /**
     * What came of it.
     *
     * @param ok whether nothing failed
     */
    record Outcome(boolean ok, List<CheckView> checks) {}

    /** @param status {@code passed}, {@code failed}, {@code warning} or {@code skipped} */
    record CheckView(
            String name,
            String status,
            String detail,
            @Nullable String fix) {
        static CheckView of(Check check) {
            return new CheckView(
                    check.name(), check.status().name().toLowerCase(Locale.ROOT), check.detail(), check.fix());
        }
    }

    @PostMapping(
            path = "/connection-tests",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "testConnection",
            summary = "Test a connection",
            description =
                    "Looks at both ends, cluster and broker, within 15 seconds, and says how to mend what is wrong."
                            + " Writes to no table. With stageId the stored stage, with stage the document, with both the document"
                            + " with its masked secrets taken from the stored one. Sample messages, {topic, payload}, are held"
                            + " against the types of the columns.")
    Outcome test(@RequestBody Draft draft) {
        ConnectionTestRequest asked = ConnectionTestRequest.of(draft.tree());
        StoredStage stored = asked.stageId() == null ? null : catalog.find(asked.stageId());
        JsonNode document = asked.stage() != null ? asked.stage() : document(stored);
        Corrections.Corrected corrected = Corrections.of(document);
        return switch (stages.check(corrected.draft(), asked.stageId())) {
            case Checked.Invalid(var problems, var warnings) -> throw Refused.invalid(problems, warnings);
            case Checked.Valid(var stage, var warnings) -> {
                var examination =
                        doctor.examine(new Patient(stage, corrected.corrections(), warnings, asked.messages()));
                yield new Outcome(
                        examination.ok(),
                        examination.checks().stream().map(CheckView::of).toList());
            }
        };
    }

    private static JsonNode document(@Nullable StoredStage stored) {
        if (stored == null) {
            throw new IllegalStateException("A request names a stage or brings one");
        }
        return stored.document();
    }
}
