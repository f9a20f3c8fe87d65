package io.adxstage.ui;

import io.adxstage.pipeline.Import;
import io.adxstage.stage.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was taken over of a pipeline, as the template sees it.
 *
 * @param wanted the secrets of the pipeline that have no value in the draft yet
 */
record ImportView(Import.Taken taken, List<Wanted> wanted) {

    ImportView {
        wanted = List.copyOf(wanted);
    }

    /** @param place where it is written on both tabs */
    record Wanted(Import.Wanted secret, Finding place) {

        /** With dots, as the form's fields are called. */
        public String field() {
            return secret.pointer().substring(1).replace('/', '.');
        }
    }

    static ImportView of(Import.Taken taken, Draft draft) {
        @Nullable JsonNode root = draft.content() instanceof Draft.Content.Tree tree ? tree.root() : null;
        JsonPlaces places = JsonPlaces.of(draft.text());
        return new ImportView(
                taken,
                taken.secrets().stream()
                        .filter(secret -> root != null
                                && root.at(secret.pointer()).stringValue("").isEmpty()
                                && !root.at(secret.pointer()).isMissingNode())
                        .map(secret -> new Wanted(
                                secret, Finding.of(new Problem(secret.pointer(), "required", ""), false, places)))
                        .toList());
    }

    /** Whether every secret has its value. */
    public boolean complete() {
        return wanted.isEmpty();
    }
}
