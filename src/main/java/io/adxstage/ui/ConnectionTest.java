package io.adxstage.ui;

import io.adxstage.doctor.Doctor;
import io.adxstage.doctor.Patient;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Corrections;
import io.adxstage.store.Stages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;

/** Has a stage's connections tested, for the next page to show. */
@Component
class ConnectionTest {

    private final Stages stages;
    private final Doctor doctor;

    ConnectionTest(Stages stages, Doctor doctor) {
        this.stages = stages;
        this.doctor = doctor;
    }

    /**
     * Tests a document; blocks for up to 15 seconds.
     *
     * @param stageId the stored stage that masks in the document stand for
     * @return whether the document is a stage, so that there was something to test
     */
    boolean of(JsonNode document, @Nullable String stageId, RedirectAttributes next) {
        Patient patient = patient(document, stageId);
        if (patient == null) {
            return false;
        }
        next.addFlashAttribute("examination", CheckList.of(doctor.examine(patient)));
        return true;
    }

    /** Absent where the document is no stage. */
    @Nullable
    Patient patient(JsonNode document, @Nullable String stageId) {
        Corrections.Corrected corrected = Corrections.of(document);
        return stages.check(corrected.draft(), stageId) instanceof Checked.Valid valid
                ? new Patient(valid.stage(), corrected.corrections(), valid.warnings(), List.of())
                : null;
    }
}
