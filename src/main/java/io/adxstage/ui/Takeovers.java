package io.adxstage.ui;

import io.adxstage.pipeline.Import;
import io.adxstage.stage.StageText;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns a draft whose text is a whole pipeline into the stage that it holds. */
@Component
class Takeovers {

    private final ImportNotes notes;

    Takeovers(ImportNotes notes) {
        this.notes = notes;
    }

    /** The draft with the stage in it; empty where the draft is no pipeline, or one of which nothing can be taken. */
    Optional<Draft> of(Draft draft) {
        if (draft.content() instanceof Draft.Content.Tree tree
                && Import.of(tree.root()) instanceof Import.Taken taken) {
            notes.keep(draft.id(), taken);
            return Optional.of(draft.withText(StageText.print(taken.document())));
        }
        return Optional.empty();
    }

    Optional<ImportView> view(Draft draft) {
        return notes.find(draft.id()).map(taken -> ImportView.of(taken, draft));
    }
}
