package io.adxstage.ui;

import io.adxstage.pipeline.Import;
import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageText;
import io.adxstage.store.Stages;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is wrong with a draft, and where on its two tabs. */
@Component
class DraftCheck {

    private final Stages stages;

    DraftCheck(Stages stages) {
        this.stages = stages;
    }

    /** The findings of a draft; its text's fault is no finding but told apart. */
    List<Finding> of(Draft draft) {
        return draft.content() instanceof Draft.Content.Tree tree
                ? findings(tree.root(), draft.stageId(), draft.text())
                : List.of();
    }

    /** Whether the draft could be saved. */
    boolean passes(Draft draft) {
        return draft.content() instanceof Draft.Content.Tree
                && of(draft).stream().allMatch(Finding::warning);
    }

    /** The findings of text as it stands in the editor now; the draft resolves its masks and stays as it is. */
    List<Finding> of(Draft draft, String text) {
        Draft.Content content = draft.withText(text).content();
        return switch (content) {
            case Draft.Content.Tree tree -> findings(tree.root(), draft.stageId(), text);
            case Draft.Content.Broken broken -> List.of(fault(broken.fault(), text));
        };
    }

    private List<Finding> findings(JsonNode root, @Nullable String stageId, String text) {
        JsonPlaces places = JsonPlaces.of(text);
        Problem whole = pipeline(root);
        if (whole != null) {
            return List.of(new Finding(whole, false, null, 1, 0, Math.min(1, text.length())));
        }
        Checked checked = stages.check(root, stageId);
        Stream<Problem> problems =
                checked instanceof Checked.Invalid invalid ? invalid.problems().stream() : Stream.empty();
        return Stream.concat(
                        problems.map(problem -> Finding.of(problem, false, places)),
                        checked.warnings().stream().map(warning -> Finding.of(warning, true, places)))
                .toList();
    }

    /** Said in one sentence instead of dozens of unknown keys. */
    private static @Nullable Problem pipeline(JsonNode root) {
        return switch (Import.of(root)) {
            case Import.Ordinary stage -> null;
            case Import.Nothing nothing -> new Problem("", "whole-pipeline", nothing.reason());
            case Import.Taken taken ->
                new Problem(
                        "",
                        "whole-pipeline",
                        "This is a whole pipeline. Press Check: its Azure Data Explorer stage and its MQTT input are"
                                + " taken over, and what is not is named.");
        };
    }

    private static Finding fault(StageText.Malformed fault, String text) {
        int from = offset(fault, text);
        var problem = new Problem("", "malformed-json", fault.detail());
        return new Finding(problem, false, null, fault.line(), from, Math.min(from + 1, text.length()));
    }

    static int offset(StageText.Malformed fault, String text) {
        int from = 0;
        for (int line = 1; line < fault.line() && text.indexOf('\n', from) >= 0; line++) {
            from = text.indexOf('\n', from) + 1;
        }
        return Math.min(from + fault.column() - 1, text.length());
    }
}
