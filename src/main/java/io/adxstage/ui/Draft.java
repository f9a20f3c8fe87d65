package io.adxstage.ui;

import io.adxstage.stage.StageText;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stage while somebody writes it: what both tabs show and change. Holds secrets as they were typed; masks in it stand
 * for those of the stored stage.
 *
 * @param stageId absent while the stage is new
 * @param version of the stored stage that the draft began with; 0 while the stage is new
 * @param checked whether problems are shown: nobody is told of mistakes before asking for a check
 * @param blanks blank rows asked for, by table
 * @param samples payloads pasted for a preview; absent until one was asked for
 */
record Draft(
        String id,
        @Nullable String stageId,
        long version,
        Content content,
        Aside aside,
        boolean checked,
        Map<String, Integer> blanks,
        @Nullable String samples) {

    Draft {
        blanks = Map.copyOf(blanks);
    }

    /** What is written so far. */
    sealed interface Content {

        /** The latest that could be read. */
        JsonNode root();

        /** @param text as typed in the Advanced tab, secrets masked; absent when the form changed it since */
        record Tree(JsonNode root, @Nullable String text) implements Content {
            @Override
            public String toString() {
                return "Tree[]";
            }
        }

        /** Text of the Advanced tab that cannot be read. */
        record Broken(JsonNode root, BrokenText broken, StageText.Malformed fault) implements Content {
            @Override
            public String toString() {
                return "Broken[" + fault + "]";
            }
        }
    }

    /** The text of the Advanced tab, secrets masked. */
    String text() {
        return switch (content) {
            case Content.Broken broken -> broken.broken().text();
            case Content.Tree tree -> tree.text() != null ? tree.text() : StageText.print(MaskedText.mask(tree.root()));
        };
    }

    /** The form over this draft; nothing while there is no object to show. */
    @Nullable
    FormTree form() {
        return content instanceof Content.Tree tree && tree.root() instanceof ObjectNode object
                ? new FormTree(object, aside)
                : null;
    }

    /** The draft after a form was posted. */
    Draft withForm(Map<String, String> posted) {
        FormTree form = form();
        if (form == null) {
            return this;
        }
        FormTree edited = form.edited(posted);
        return edited.tree().equals(form.tree())
                ? with(content, edited.aside())
                : with(new Content.Tree(edited.tree(), null), edited.aside());
    }

    /** The draft after the text of the Advanced tab was posted. */
    Draft withText(String posted) {
        String typed = typed(posted);
        return switch (StageText.parse(typed)) {
            case StageText.Malformed fault ->
                with(new Content.Broken(content.root(), BrokenText.of(typed), fault), aside);
            case StageText.Tree parsed -> {
                JsonNode root = MaskedText.restored(parsed.root(), content.root());
                boolean same = content instanceof Content.Tree && root.equals(content.root());
                String text = MaskedText.of(typed, parsed.root());
                yield with(new Content.Tree(same ? content.root() : root, text), aside);
            }
        };
    }

    /** The posted text with what its masks hide, as far as the text they were hidden in could not be read. */
    String typed(String posted) {
        String plain = Field.plain(posted);
        return content instanceof Content.Broken broken ? broken.broken().restore(plain) : plain;
    }

    Draft asChecked() {
        return new Draft(id, stageId, version, content, aside, true, blanks, samples);
    }

    /** What was typed for a stage that is no more, as a new one. */
    Draft asNew() {
        return new Draft(id, null, 0, content, aside, checked, blanks, samples);
    }

    /**
     * A draft of its own, joined with what somebody else saved.
     *
     * @param joined masks in it stand for the secrets of that version
     */
    Draft joined(String newId, ObjectNode joined, long savedVersion) {
        return new Draft(
                newId, stageId, savedVersion, new Content.Tree(joined, null), aside, checked, Map.of(), samples);
    }

    Draft withBlanks(Map<String, Integer> rows) {
        return new Draft(id, stageId, version, content, aside, checked, rows, samples);
    }

    /** With what stands in the field for sample payloads. */
    Draft withSamples(String pasted) {
        return new Draft(id, stageId, version, content, aside, checked, blanks, Field.plain(pasted));
    }

    private Draft with(Content next, Aside rest) {
        return new Draft(id, stageId, version, next, rest, checked, Map.of(), samples);
    }

    @Override
    public String toString() {
        return "Draft[" + id + "]";
    }
}
