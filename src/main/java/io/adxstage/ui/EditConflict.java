package io.adxstage.ui;

import io.adxstage.store.Revision;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two people edit one stage, and the other one saved first: shows both sides and lets the second one choose. The draft
 * stays as it is; what was chosen becomes a draft of its own.
 */
@Controller
class EditConflict {

    /** Before the place in the name of a parameter. */
    private static final String CHOICE = "choice:";

    private final Stages stages;
    private final Drafts drafts;
    private final StageEditor editor;

    EditConflict(Stages stages, Drafts drafts, StageEditor editor) {
        this.stages = stages;
        this.drafts = drafts;
        this.editor = editor;
    }

    /**
     * @param stored what somebody saved meanwhile
     * @param chosen sides by the id of a place, as far as they are decided
     */
    record Page(Draft draft, StoredStage stored, List<Merge.Item> items, Map<String, String> chosen, String tab) {

        public List<Merge.Item> conflicts() {
            return items.stream().filter(item -> item.by() == Merge.Side.BOTH).toList();
        }

        public List<Merge.Item> others() {
            return items.stream().filter(item -> item.by() != Merge.Side.BOTH).toList();
        }

        /** Whether it is known who saved. */
        public boolean named() {
            return !stored.savedBy().equals("anonymous");
        }
    }

    /** What is written, and what it meets. */
    private record Meeting(Draft draft, StoredStage stored, Merge merge) {}

    private Optional<Meeting> meeting(String id, @Nullable String draftId) {
        StoredStage stored = stages.find(id).orElseThrow(NoSuchPage::new);
        Draft draft = drafts.find(draftId, id).orElse(null);
        if (draft == null
                || draft.version() == stored.version()
                || stored.source() == StoredStage.Source.FILE
                || !(draft.content() instanceof Draft.Content.Tree tree)
                || !(tree.root() instanceof ObjectNode mine)) {
            return Optional.empty();
        }
        ObjectNode base = stages.revisions(id).stream()
                .filter(revision -> revision.version() == draft.version())
                .map(Revision::document)
                .findFirst()
                .orElseGet(Trees::object);
        return Optional.of(new Meeting(draft, stored, Merge.of(base, stored.document(), mine)));
    }

    @GetMapping("/stages/{id}/edit/conflict")
    String show(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String draft,
            @RequestParam(defaultValue = "form") String tab,
            Model model,
            RedirectAttributes next) {
        Optional<Meeting> found = meeting(id, draft);
        if (found.isEmpty()) {
            return toEditor(id, draft, tab, next);
        }
        Meeting meeting = found.get();
        model.addAttribute(
                "page",
                new Page(meeting.draft(), meeting.stored(), meeting.merge().items(), chosen(model), tab));
        return "stage-conflict";
    }

    /** As it was posted before, where something was left open. */
    private static Map<String, String> chosen(Model model) {
        var chosen = new HashMap<String, String>();
        if (model.getAttribute("chosen") instanceof Map<?, ?> before) {
            before.forEach((place, side) -> chosen.put(place.toString(), side.toString()));
        }
        return chosen;
    }

    @PostMapping("/stages/{id}/edit/conflict")
    String choose(
            @PathVariable String id,
            @RequestParam Map<String, String> posted,
            @Nullable Principal principal,
            RedirectAttributes next) {
        String tab = posted.getOrDefault("tab", "form");
        Optional<Meeting> found = meeting(id, posted.get("draft"));
        if (found.isEmpty()) {
            return toEditor(id, posted.get("draft"), tab, next);
        }
        Meeting meeting = found.get();
        Map<String, Merge.Side> choices = choices(posted);
        boolean again = !Long.toString(meeting.stored().version()).equals(posted.get("current"));
        if (again || !meeting.merge().open(choices).isEmpty()) {
            next.addFlashAttribute("notice", again ? "notice.newerAgain" : "notice.undecided");
            next.addFlashAttribute("chosen", shown(posted));
            return toChoice(meeting.draft(), tab, next);
        }
        Draft joined = drafts.keep(meeting.draft()
                .joined(
                        drafts.newId(),
                        meeting.merge().joined(choices),
                        meeting.stored().version()));
        return "edit".equals(posted.get("action"))
                ? toEditor(id, joined.id(), tab, next)
                : editor.save(joined, tab, Who.is(principal), next);
    }

    private static Map<String, Merge.Side> choices(Map<String, String> posted) {
        var choices = new HashMap<String, Merge.Side>();
        shown(posted).forEach((place, side) -> {
            switch (side) {
                case "theirs" -> choices.put(place, Merge.Side.THEIRS);
                case "mine" -> choices.put(place, Merge.Side.MINE);
                default -> {}
            }
        });
        return choices;
    }

    private static Map<String, String> shown(Map<String, String> posted) {
        var shown = new HashMap<String, String>();
        posted.forEach((name, value) -> {
            if (name.startsWith(CHOICE)) {
                shown.put(name.substring(CHOICE.length()), value);
            }
        });
        return shown;
    }

    /** Where a draft and what somebody else saved are seen side by side. */
    static String toChoice(Draft draft, String tab, RedirectAttributes next) {
        next.addAttribute("draft", draft.id());
        next.addAttribute("tab", tab);
        return "redirect:" + EditorPage.address(draft.stageId()) + "/conflict";
    }

    private static String toEditor(String id, @Nullable String draft, String tab, RedirectAttributes next) {
        if (draft != null) {
            next.addAttribute("draft", draft);
        }
        next.addAttribute("tab", tab);
        return "redirect:" + EditorPage.address(id);
    }
}
