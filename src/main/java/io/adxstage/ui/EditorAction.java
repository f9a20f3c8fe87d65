package io.adxstage.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the button that was pressed asks for. */
sealed interface EditorAction {

    record Show(String tab) implements EditorAction {}

    record Check() implements EditorAction {}

    record Preview() implements EditorAction {}

    /** Tries the draft's connections. */
    record Test() implements EditorAction {}

    /** Takes the file that is sent along for the draft's text. */
    record Upload() implements EditorAction {}

    /** Leaves for a page about the draft. */
    record Leave(String page) implements EditorAction {}

    record Save() implements EditorAction {}

    /** Shows the draft beside what somebody else saved meanwhile. */
    record Compare() implements EditorAction {}

    /** @param row index of the row that is meant; -1 where a change is of the whole table */
    record Rows(String table, Change change, int row) implements EditorAction {

        enum Change {
            ADD,
            REMOVE,
            UP,
            DOWN,
            /** Takes the rows that were pasted below the table. */
            PASTE
        }
    }

    /** Anything unknown saves nothing. */
    static EditorAction of(String value) {
        List<String> words = List.of(value.split(":", 3));
        return switch (words.getFirst()) {
            case "form", "advanced" -> new Show(words.getFirst());
            case "preview" -> new Preview();
            case "upload" -> new Upload();
            case "download", "setup" -> new Leave(words.getFirst());
            case "test" -> new Test();
            case "save" -> new Save();
            case "compare" -> new Compare();
            case "add" -> new Rows(words.getLast(), Rows.Change.ADD, -1);
            case "paste" -> new Rows(words.getLast(), Rows.Change.PASTE, -1);
            case "remove" -> row(Rows.Change.REMOVE, words);
            case "up" -> row(Rows.Change.UP, words);
            case "down" -> row(Rows.Change.DOWN, words);
            default -> new Check();
        };
    }

    private static EditorAction row(Rows.Change change, List<String> words) {
        Long row = number(words, 2);
        return row == null ? new Check() : new Rows(words.get(1), change, row.intValue());
    }

    private static @Nullable Long number(List<String> words, int index) {
        return index < words.size() && words.get(index).matches("[0-9]{1,9}") ? Long.valueOf(words.get(index)) : null;
    }
}
