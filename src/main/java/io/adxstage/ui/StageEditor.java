package io.adxstage.ui;

import io.adxstage.flow.RunningStages;
import io.adxstage.stage.Masks;
import io.adxstage.store.SaveResult;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Create and edit: the two tabs over one draft. Each post changes the draft, then leads to a page that shows it. */
@Controller
class StageEditor {

    private final Stages stages;
    private final Drafts drafts;
    private final DraftCheck check;
    private final FormTables tables;
    private final DraftPreview previews;
    private final RunningStages running;
    private final ConnectionTest connections;
    private final Takeovers takeovers;

    StageEditor(
            Stages stages,
            Drafts drafts,
            DraftCheck check,
            FormTables tables,
            DraftPreview previews,
            RunningStages running,
            ConnectionTest connections,
            Takeovers takeovers) {
        this.stages = stages;
        this.drafts = drafts;
        this.check = check;
        this.tables = tables;
        this.previews = previews;
        this.running = running;
        this.connections = connections;
        this.takeovers = takeovers;
    }

    @GetMapping({"/stages/new", "/stages/{id}/edit"})
    String show(
            @PathVariable(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String draft,
            @RequestParam(defaultValue = "form") String tab,
            @RequestParam(defaultValue = "false") boolean preview,
            Model model,
            RedirectAttributes flash) {
        StoredStage stored = id == null ? null : stages.find(id).orElseThrow(NoSuchPage::new);
        if (stored != null && stored.source() == StoredStage.Source.FILE) {
            flash.addFlashAttribute("notice", "notice.file");
            return "redirect:/stages/{id}";
        }
        Draft found = drafts.find(draft, id).orElseGet(() -> begin(stored));
        if (draft != null && !draft.equals(found.id())) {
            model.addAttribute("notice", "notice.draftGone");
        }
        model.addAttribute("page", page(found, tab, stored, preview));
        takeovers.view(found).ifPresent(view -> model.addAttribute("imported", view));
        return "stage-editor";
    }

    private EditorPage page(Draft draft, String tab, @Nullable StoredStage stored, boolean preview) {
        List<Finding> findings = draft.checked() ? check.of(draft) : List.of();
        FormTree form = draft.form();
        return new EditorPage(
                draft,
                tab.equals("advanced") ? "advanced" : "form",
                form == null ? null : new FormView(form, findings, draft.blanks()),
                draft.content() instanceof Draft.Content.Broken broken ? broken : null,
                findings,
                preview ? previews.of(draft) : null,
                stored == null ? null : running.status(stored.id()).table().latency(),
                stored != null && stored.version() != draft.version() ? stored : null);
    }

    private Draft begin(@Nullable StoredStage stored) {
        return stored == null
                ? drafts.begin(null, 0, NewStage.document())
                : drafts.begin(stored.id(), stored.version(), Masks.mask(stored.document()));
    }

    @PostMapping({"/stages/new", "/stages/{id}/edit"})
    String post(
            @PathVariable(required = false) @Nullable String id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @Nullable Principal principal,
            RedirectAttributes next)
            throws IOException {
        StoredStage stored = id == null ? null : stages.find(id).orElse(null);
        Draft before = drafts.find(posted.get("draft"), id).orElseGet(() -> begin(stored));
        EditorAction action = EditorAction.of(posted.getOrDefault("action", "save"));
        String text = action instanceof EditorAction.Upload ? uploaded(file, posted, next) : posted.get("document");
        Draft draft = text != null ? before.withText(text) : tables.edited(before, posted, action);
        draft = posted.containsKey("samples") ? draft.withSamples(posted.get("samples")) : draft;
        drafts.keep(draft);
        String tab = text != null ? "advanced" : "form";
        Optional<Draft> taken = takeovers.of(draft);
        if (taken.isPresent()) {
            return action instanceof EditorAction.Show show
                    ? to(drafts.keep(taken.get()), show.tab(), next)
                    : to(drafts.keep(taken.get().asChecked()), tab, next);
        }
        return switch (action) {
            case EditorAction.Show show -> to(draft, show.tab(), next);
            case EditorAction.Rows rows -> to(draft, tab, next);
            case EditorAction.Check asked -> to(drafts.keep(draft.asChecked()), tab, next);
            case EditorAction.Preview asked -> {
                next.addAttribute("preview", true);
                yield to(drafts.keep(draft.asChecked()), tab, next) + (check.passes(draft) ? "#preview" : "");
            }
            case EditorAction.Upload sent -> to(drafts.keep(draft.asChecked()), tab, next);
            case EditorAction.Leave leave -> leave(draft, leave.page(), next);
            case EditorAction.Test asked -> test(draft, tab, next);
            case EditorAction.Compare asked -> EditConflict.toChoice(draft, tab, next);
            case EditorAction.Save save -> save(draft, tab, Who.is(principal), next);
        };
    }

    /** What is in the file; where it is of no use, what was typed. */
    private static @Nullable String uploaded(
            @Nullable MultipartFile file, Map<String, String> posted, RedirectAttributes next) throws IOException {
        return switch (Upload.of(file)) {
            case Upload.Text sent -> sent.text();
            case Upload.Unusable unusable -> {
                next.addFlashAttribute("notice", unusable.notice());
                yield posted.get("document");
            }
        };
    }

    private static String leave(Draft draft, String page, RedirectAttributes next) {
        if (draft.stageId() != null) {
            next.addAttribute("stageId", draft.stageId());
        }
        return "redirect:/stages/drafts/" + draft.id() + "/" + page;
    }

    /** A draft that is no stage yet is shown with its problems, as after a check. */
    private String test(Draft draft, String tab, RedirectAttributes next) {
        boolean tested = draft.content() instanceof Draft.Content.Tree tree
                && connections.of(tree.root(), draft.stageId(), next);
        return to(tested ? draft : drafts.keep(draft.asChecked()), tab, next);
    }

    /** Where the browser goes next. What somebody else saved meanwhile is never written over. */
    String save(Draft draft, String tab, String who, RedirectAttributes next) {
        if (!(draft.content() instanceof Draft.Content.Tree tree)) {
            return to(drafts.keep(draft.asChecked()), "advanced", next);
        }
        String id = draft.stageId();
        SaveResult result =
                id == null ? stages.create(tree.root(), who) : stages.replace(id, tree.root(), draft.version(), who);
        return switch (result) {
            case SaveResult.Saved saved -> {
                drafts.drop(draft.id());
                next.addFlashAttribute("notice", id == null ? "notice.created" : "notice.saved");
                yield "redirect:/stages/" + saved.stage().id();
            }
            case SaveResult.Rejected rejected -> to(drafts.keep(draft.asChecked()), tab, next);
            case SaveResult.Stale stale -> EditConflict.toChoice(draft, tab, next);
            case SaveResult.NoSuchStage gone -> {
                next.addFlashAttribute("notice", "notice.deletedMeanwhile");
                yield to(drafts.keep(draft.asNew()), tab, next);
            }
            case SaveResult.ReadOnly file -> {
                next.addFlashAttribute("notice", "notice.file");
                yield "redirect:/stages/" + id;
            }
        };
    }

    private static String to(Draft draft, String tab, RedirectAttributes next) {
        next.addAttribute("draft", draft.id());
        next.addAttribute("tab", tab);
        return "redirect:" + EditorPage.address(draft.stageId());
    }

    /** For the editor's marks: what is wrong with the text as it stands now. The draft stays as it is. */
    @PostMapping(path = "/stages/drafts/{draft}/check", consumes = "text/plain", produces = "application/json")
    @ResponseBody
    List<Mark> check(
            @PathVariable String draft,
            @RequestParam(required = false) @Nullable String stageId,
            @RequestBody(required = false) @Nullable String text) {
        Draft found = drafts.find(draft, stageId).orElseThrow(NoSuchPage::new);
        return check.of(found, text == null ? "" : text).stream().map(Mark::of).toList();
    }

    /** @param from offset in UTF-16 units */
    record Mark(int from, int to, boolean warning, String detail) {
        static Mark of(Finding finding) {
            return new Mark(finding.from(), finding.to(), finding.warning(), finding.detail());
        }
    }
}
