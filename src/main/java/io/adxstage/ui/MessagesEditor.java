package io.adxstage.ui;

import io.adxstage.listen.Bounds;
import io.adxstage.stage.Masks;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of the messages beside a draft. Each takes the whole form over, so that nothing typed is lost. */
@Controller
class MessagesEditor {

    /** Beyond the time of the listen: for the broker to let us in. */
    private static final Duration MORE = Duration.ofSeconds(20);

    private final Stages stages;
    private final Drafts drafts;
    private final FormTables tables;
    private final DraftMessages messages;

    MessagesEditor(Stages stages, Drafts drafts, FormTables tables, DraftMessages messages) {
        this.stages = stages;
        this.drafts = drafts;
        this.tables = tables;
        this.messages = messages;
    }

    /** Without scripts: a listen is waited for, then the editor is shown again. */
    @PostMapping({"/stages/new/messages", "/stages/{id}/edit/messages"})
    String post(
            @PathVariable(required = false) @Nullable String id,
            @RequestParam Map<String, String> posted,
            RedirectAttributes next)
            throws InterruptedException {
        StoredStage stored = id == null ? null : stages.find(id).orElse(null);
        Draft draft = posted(drafts.find(posted.get("draft"), id).orElseGet(() -> begin(stored)), posted);
        String action = posted.getOrDefault("action", "");
        if (action.startsWith("column:")) {
            draft = NewColumn.in(draft, action.substring("column:".length()));
        }
        drafts.keep(draft);
        if (action.equals("stop")) {
            messages.stop(draft);
        } else if (action.equals("listen")) {
            int seconds = seconds(posted);
            messages.listen(draft, seconds).await(MORE.plusSeconds(seconds));
        }
        next.addAttribute("draft", draft.id());
        next.addAttribute("tab", posted.containsKey("document") ? "advanced" : "form");
        return "redirect:" + EditorPage.address(draft.stageId()) + "#messages";
    }

    /** For the script: the messages as they are now, with what the form as it stands makes of them. Keeps nothing typed. */
    @PostMapping({"/stages/new/messages/now", "/stages/{id}/edit/messages/now"})
    String now(
            @PathVariable(required = false) @Nullable String id,
            @RequestParam Map<String, String> posted,
            Model model) {
        Draft draft = posted(drafts.find(posted.get("draft"), id).orElseThrow(NoSuchPage::new), posted);
        switch (posted.getOrDefault("action", "")) {
            case "listen" -> {
                drafts.keep(draft);
                messages.listen(draft, seconds(posted));
            }
            case "stop" -> messages.stop(draft);
            default -> {}
        }
        model.addAttribute("messages", messages.of(draft, false));
        model.addAttribute("address", EditorPage.address(id) + "/messages");
        return "fragments/messages :: board(messages=${messages}, address=${address})";
    }

    private Draft posted(Draft before, Map<String, String> posted) {
        String text = posted.get("document");
        Draft draft = text != null ? before.withText(text) : tables.edited(before, posted, new EditorAction.Check());
        return posted.containsKey("samples") ? draft.withSamples(posted.get("samples")) : draft;
    }

    private Draft begin(@Nullable StoredStage stored) {
        return stored == null
                ? drafts.begin(null, 0, NewStage.document())
                : drafts.begin(stored.id(), stored.version(), Masks.mask(stored.document()));
    }

    private static int seconds(Map<String, String> posted) {
        String asked = posted.getOrDefault("listenSeconds", "");
        return asked.matches("[0-9]{1,2}")
                ? Math.clamp(Integer.parseInt(asked), 1, Bounds.MOST_SECONDS)
                : Bounds.USUAL.seconds();
    }
}
