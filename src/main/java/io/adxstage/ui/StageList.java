package io.adxstage.ui;

import io.adxstage.flow.RunningStages;
import io.adxstage.store.Stages;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** All stages at a glance. */
@Controller
class StageList {

    private final Stages stages;
    private final RunningStages running;

    StageList(Stages stages, RunningStages running) {
        this.stages = stages;
        this.running = running;
    }

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute(
                "rows",
                stages.all().stream()
                        .map(stage -> new StageRow(stage, running.status(stage.id())))
                        .toList());
        model.addAttribute("fileProblems", stages.fileProblems());
        return "stages";
    }
}
