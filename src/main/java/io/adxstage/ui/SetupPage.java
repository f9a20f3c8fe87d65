package io.adxstage.ui;

import io.adxstage.preview.PastedText;
import io.adxstage.preview.Previews;
import io.adxstage.preview.Samples;
import io.adxstage.preview.SetupGuides;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The commands that prepare Azure Data Explorer for a stage or a draft. */
@Controller
class SetupPage {

    private final Stages stages;
    private final Drafts drafts;
    private final Previews previews;
    private final SetupGuides guides;

    SetupPage(Stages stages, Drafts drafts, Previews previews, SetupGuides guides) {
        this.stages = stages;
        this.drafts = drafts;
        this.previews = previews;
        this.guides = guides;
    }

    @GetMapping("/stages/{id}/setup")
    String ofStage(@PathVariable String id, Model model) {
        var stored = stages.find(id).orElseThrow(NoSuchPage::new);
        model.addAttribute("back", "/stages/" + id);
        SetupDraft draft = SetupDraft.of(stored.document(), stages);
        Samples.Read none = new Samples.Read(List.of());
        boolean whole = draft.standIns().isEmpty();
        model.addAttribute(
                "guide",
                whole ? guides.of(draft.stage(), previews.of(draft.stage(), none)) : guides.of(draft.stage(), none));
        return page(draft, false, model);
    }

    @GetMapping("/stages/drafts/{draft}/setup")
    String ofDraft(@PathVariable String draft, @RequestParam(required = false) @Nullable String stageId, Model model) {
        Draft found = drafts.find(draft, stageId).orElseThrow(NoSuchPage::new);
        model.addAttribute("back", EditorPage.address(stageId) + "?draft=" + draft);
        model.addAttribute("editing", true);
        SetupDraft unfinished = SetupDraft.of(found.content().root(), stages);
        Samples.Read samples = samples(found, unfinished.stage());
        model.addAttribute("guide", guides.of(unfinished.stage(), samples));
        return page(unfinished, !samples.messages().isEmpty(), model);
    }

    /** What was pasted beside the draft; none where that cannot be read, which the preview tells. */
    private Samples.Read samples(Draft draft, Stage stage) {
        String pasted = draft.samples() == null ? "" : draft.samples();
        return !pasted.isBlank() && PastedText.read(pasted, previews.topic(stage)) instanceof Samples.Read read
                ? read
                : new Samples.Read(List.of());
    }

    private static String page(SetupDraft draft, boolean sampled, Model model) {
        model.addAttribute("stage", draft.stage());
        model.addAttribute("standIns", draft.standIns());
        model.addAttribute("sampled", sampled);
        queryEditor(draft).ifPresent(address -> model.addAttribute("queryEditor", address));
        return "stage-setup";
    }

    /** The vendor's web client, opened at the database, by its page on deep links; none for a cluster elsewhere. */
    private static Optional<String> queryEditor(SetupDraft draft) {
        Stage stage = draft.stage();
        String host = stage.clusterUrl().getHost().toLowerCase(Locale.ROOT);
        return draft.standIns().isEmpty() && host.endsWith(".kusto.windows.net")
                ? Optional.of(UriComponentsBuilder.fromUriString("https://dataexplorer.azure.com/clusters/")
                        .path("/{cluster}/databases/{database}")
                        .build(host, stage.database())
                        .toString())
                : Optional.empty();
    }
}
