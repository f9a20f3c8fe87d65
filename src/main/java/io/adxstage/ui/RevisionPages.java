package io.adxstage.ui;

import io.adxstage.stage.Masks;
import io.adxstage.stage.StageText;
import io.adxstage.store.Revision;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a stage was before: listed with what changed, two versions side by side, and back again. */
@Controller
class RevisionPages {

    private final Stages stages;

    RevisionPages(Stages stages) {
        this.stages = stages;
    }

    @GetMapping("/stages/{id}/revisions")
    String list(@PathVariable String id, Model model) {
        model.addAttribute("page", RevisionList.of(known(id), stages.revisions(id)));
        return "revisions";
    }

    /** Two versions side by side. */
    record Comparison(
            StoredStage stored,
            Revision from,
            Revision to,
            List<Difference.Change> changes,
            String before,
            String after,
            List<Revision> all) {

        static Comparison of(StoredStage stored, Revision from, Revision to, List<Revision> all) {
            return new Comparison(
                    stored,
                    from,
                    to,
                    Difference.between(from.document(), to.document()),
                    StageText.print(Masks.mask(from.document())),
                    StageText.print(Masks.mask(to.document())),
                    all);
        }

        /** Whether the later one can be restored. */
        public boolean restorable() {
            return stored.source() == StoredStage.Source.STORE && from.version() != stored.version();
        }
    }

    @GetMapping("/stages/{id}/revisions/compare")
    String compare(@PathVariable String id, @RequestParam long from, @RequestParam long to, Model model) {
        StoredStage stored = known(id);
        List<Revision> all = stages.revisions(id);
        model.addAttribute("page", Comparison.of(stored, version(all, from), version(all, to), all));
        return "revision-compare";
    }

    private static Revision version(List<Revision> all, long version) {
        return all.stream()
                .filter(revision -> revision.version() == version)
                .findFirst()
                .orElseThrow(NoSuchPage::new);
    }

    /** @param expected the version that is current as the page knew it */
    @PostMapping("/stages/{id}/revisions/{version:\\d+}/restore")
    String restore(
            @PathVariable String id,
            @PathVariable long version,
            @RequestParam long expected,
            @Nullable Principal principal,
            RedirectAttributes next) {
        return StageStatusPage.told(stages.restore(id, version, expected, Who.is(principal)), "notice.restored", next);
    }

    private StoredStage known(String id) {
        return stages.find(id).orElseThrow(NoSuchPage::new);
    }
}
