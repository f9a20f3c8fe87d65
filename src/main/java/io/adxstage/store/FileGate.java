package io.adxstage.store;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Problem;
import io.adxstage.stage.StageText;
import io.adxstage.store.StageFolder.FileText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Judges the text of a stage file: the same gate as every draft, and what is special to files. */
@Component
class FileGate {

    static final String LITERAL_SECRET = "literal-secret";

    private final Gate gate;
    private final Shelf shelf;

    FileGate(Gate gate, Shelf shelf) {
        this.gate = gate;
        this.shelf = shelf;
    }

    Verdict judge(String id, FileText file) {
        if (!StageIds.isUrlSafe(id)) {
            return new Verdict.Refused("The file's name is the stage's id, and cannot stand in a URL. Name it with at"
                    + " most 64 letters, digits, '_', '.' and '-' before .json, beginning with a letter or digit.");
        }
        if (shelf.everUsed(id)) {
            return new Verdict.Refused(
                    shelf.find(id).isPresent()
                            ? "There is a saved stage with the id " + id + ". Name the file otherwise."
                            : "The id " + id + " was that of a stage that has been deleted, and no id is used twice."
                                    + " Name the file otherwise.");
        }
        return switch (file) {
            case FileText.Unreadable unreadable -> new Verdict.Refused(unreadable.reason());
            case FileText.Text text -> judge(text);
        };
    }

    private Verdict judge(FileText.Text file) {
        return switch (StageText.parse(file.bytes().array())) {
            case StageText.Malformed malformed ->
                new Verdict.Refused(
                        "Line %d, column %d: %s".formatted(malformed.line(), malformed.column(), malformed.detail()));
            case StageText.Tree tree ->
                switch (gate.pass(tree.root(), null)) {
                    case Gate.Passage.Open open ->
                        new Verdict.Taken(open.document(), open.checked(), warnings(open.document(), open.checked()));
                    case Gate.Passage.Closed closed ->
                        new Verdict.Refused(sentences(closed.checked().problems()));
                };
        };
    }

    private static List<Problem> warnings(ObjectNode document, Checked.Valid checked) {
        var warnings = new ArrayList<>(checked.warnings());
        Literals.of(document)
                .forEach((pointer, value) -> warnings.add(new Problem(
                        pointer,
                        LITERAL_SECRET,
                        "The secret stands readable in the stage file. Put a reference in its place: ${file:name}"
                                + " or ${env:ADX_STAGE_SECRET_NAME}.")));
        return warnings;
    }

    private static String sentences(List<Problem> problems) {
        return problems.stream().map(Problem::sentence).collect(Collectors.joining(" "));
    }

    sealed interface Verdict {
        record Taken(ObjectNode document, Checked.Valid checked, List<Problem> warnings) implements Verdict {

            @Override
            public String toString() {
                return "Taken[]";
            }
        }

        /** @param why every problem, in sentences */
        record Refused(String why) implements Verdict {}
    }
}
