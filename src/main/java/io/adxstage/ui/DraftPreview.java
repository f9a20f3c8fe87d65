package io.adxstage.ui;

import io.adxstage.preview.PastedText;
import io.adxstage.preview.Previews;
import io.adxstage.preview.Samples;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the payloads that were pasted beside a draft would become. */
@Component
class DraftPreview {

    private final Stages stages;
    private final Previews previews;

    DraftPreview(Stages stages, Previews previews) {
        this.stages = stages;
        this.previews = previews;
    }

    /** Absent where the draft is no stage yet: its problems are shown instead. */
    @Nullable
    PreviewView of(Draft draft) {
        if (!(draft.content() instanceof Draft.Content.Tree tree)
                || !(stages.check(tree.root(), draft.stageId()) instanceof Checked.Valid(Stage stage, var warnings))) {
            return null;
        }
        String pasted = draft.samples() == null ? "" : draft.samples();
        return switch (PastedText.read(pasted, previews.topic(stage))) {
            case Samples.Read samples -> PreviewView.of(previews.of(stage, samples));
            case Samples.Unreadable unreadable ->
                PreviewView.unreadable(unreadable.problems().getFirst().detail());
        };
    }
}
