package io.adxstage.ui;

import io.adxstage.flow.RunningStages;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All stages at a glance, what needs a person first. */
@Controller
class StageList {

    private final Stages stages;
    private final RunningStages running;

    StageList(Stages stages, RunningStages running) {
        this.stages = stages;
        this.running = running;
    }

    @GetMapping("/")
    String show(
            @RequestParam(defaultValue = "") String named,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        model.addAttribute(
                "list", StageListing.of(stages.all().stream().map(this::row).toList(), named, show, page));
        model.addAttribute("fileProblems", stages.fileProblems());
        return "stages";
    }

    private StageRow row(StoredStage stage) {
        return new StageRow(
                stage, running.status(stage.id()), running.history(stage.id()).received());
    }
}
