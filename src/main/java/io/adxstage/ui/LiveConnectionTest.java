package io.adxstage.ui;

import io.adxstage.doctor.Doctor;
import io.adxstage.doctor.Patient;
import io.adxstage.store.Stages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * A connection test whose checks are told as they are done, for the script of the pages: a line of JSON for each. A
 * draft stays as it is; one that is no stage is answered with 422, and the page then does without this.
 */
@Controller
class LiveConnectionTest {

    private final Stages stages;
    private final Drafts drafts;
    private final ConnectionTest connections;
    private final Doctor doctor;
    private final CheckWords words;

    LiveConnectionTest(Stages stages, Drafts drafts, ConnectionTest connections, Doctor doctor, CheckWords words) {
        this.stages = stages;
        this.drafts = drafts;
        this.connections = connections;
        this.doctor = doctor;
        this.words = words;
    }

    @PostMapping("/stages/drafts/{draft}/connection-test")
    void ofDraft(
            @PathVariable("draft") String id,
            @RequestParam(required = false) @Nullable String stageId,
            @RequestParam Map<String, String> posted,
            HttpServletResponse answer)
            throws IOException {
        Draft before = drafts.find(id, stageId).orElseThrow(NoSuchPage::new);
        String text = posted.get("document");
        Draft draft = text != null ? before.withText(text) : before.withForm(posted);
        JsonNode document = draft.content() instanceof Draft.Content.Tree tree ? tree.root() : null;
        tell(document == null ? null : connections.patient(document, stageId), answer);
    }

    @PostMapping("/stages/{id}/connection-test/live")
    void ofStage(@PathVariable String id, HttpServletResponse answer) throws IOException {
        var stored = stages.find(id).orElseThrow(NoSuchPage::new);
        tell(connections.patient(stored.document(), id), answer);
    }

    private void tell(@Nullable Patient patient, HttpServletResponse answer) throws IOException {
        if (patient == null) {
            answer.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return;
        }
        answer.setContentType("application/x-ndjson");
        answer.setCharacterEncoding("UTF-8");
        answer.setHeader("Cache-Control", "no-store");
        // A proxy that collects answers would keep them all until the end.
        answer.setHeader("X-Accel-Buffering", "no");
        var lines = new CheckLines(answer.getOutputStream(), words);
        try {
            lines.end(CheckList.of(doctor.examine(patient, lines)));
        } catch (UncheckedIOException gone) {
            // Whoever asked closed the page; there is nobody to tell.
        }
    }
}
