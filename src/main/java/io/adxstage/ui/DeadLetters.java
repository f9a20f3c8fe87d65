package io.adxstage.ui;

import io.adxstage.flow.Replay;
import io.adxstage.flow.RunningStages;
import io.adxstage.store.Stages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a person does about dead letters. Also on a stage that a file keeps: they are no part of the file. */
@Controller
class DeadLetters {

    private static final String STAGE = "redirect:/stages/{id}#letters";

    private final Stages stages;
    private final RunningStages running;

    DeadLetters(Stages stages, RunningStages running) {
        this.stages = stages;
        this.running = running;
    }

    @PostMapping("/stages/{id}/dead-letters/replay")
    String replay(@PathVariable String id, RedirectAttributes next) {
        switch (running.replayDeadLetters(known(id))) {
            case Replay.Replayed(long replayed, long kept) ->
                Notice.of("notice.replayed", replayed, kept).onto(next);
            case Replay.NotNow notNow -> Notice.trouble(notNow.reason(), next);
        }
        return STAGE;
    }

    /** The same file as the API's, for who signed in on the pages. */
    @GetMapping("/stages/{id}/dead-letters/download")
    void download(@PathVariable String id, HttpServletResponse answer) throws IOException {
        String stage = known(id);
        answer.setContentType("application/x-ndjson");
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(id + "-dead-letters.ndjson")
                        .build()
                        .toString());
        running.downloadDeadLetters(stage, answer.getOutputStream());
    }

    @GetMapping("/stages/{id}/dead-letters/delete")
    String ask(@PathVariable String id, Model model) {
        model.addAttribute("stage", stages.find(id).orElseThrow(NoSuchPage::new));
        model.addAttribute("total", running.deadLetters(id, 0, 1).total());
        return "letters-delete";
    }

    @PostMapping("/stages/{id}/dead-letters/delete")
    String delete(@PathVariable String id, RedirectAttributes next) {
        Notice.of("notice.lettersDeleted", running.deleteDeadLetters(known(id))).onto(next);
        return STAGE;
    }

    private String known(String id) {
        return stages.find(id).orElseThrow(NoSuchPage::new).id();
    }
}
