package io.adxstage.ui;

import io.adxstage.flow.Removal;
import io.adxstage.flow.RunningStages;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks before a stage is deleted, and says what would be lost. */
@Controller
class StageRemoval {

    private final RunningStages running;
    private final StageStatusPage status;

    StageRemoval(RunningStages running, StageStatusPage status) {
        this.running = running;
        this.status = status;
    }

    @GetMapping("/stages/{id}/delete")
    String ask(@PathVariable String id, Model model) {
        model.addAttribute("page", status.page(id, 0));
        return "stage-delete";
    }

    @PostMapping("/stages/{id}/delete")
    String delete(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean discard,
            @Nullable Principal principal,
            RedirectAttributes next) {
        return switch (running.remove(id, discard, Who.is(principal))) {
            case Removal.Removed removed -> {
                next.addFlashAttribute("notice", "notice.deleted");
                yield "redirect:/";
            }
            case Removal.NoSuchStage gone -> throw new NoSuchPage();
            case Removal.ReadOnly file -> {
                next.addFlashAttribute("notice", "notice.file");
                yield "redirect:/stages/{id}";
            }
            case Removal.Undelivered undelivered -> {
                next.addFlashAttribute("notice", "notice.undelivered");
                yield "redirect:/stages/{id}/delete";
            }
            case Removal.Unread unread -> {
                next.addFlashAttribute("notice", "notice.unread");
                yield "redirect:/stages/{id}/delete";
            }
        };
    }
}
