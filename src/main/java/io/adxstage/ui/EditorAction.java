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

    /** @param remove index of the row to remove; absent: one is added */
    record Rows(String table, @Nullable Integer remove) implements EditorAction {}

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
            case "add" -> new Rows(words.getLast(), null);
            case "remove" -> rows(words);
            default -> new Check();
        };
    }

    private static EditorAction rows(List<String> words) {
        Long row = number(words, 2);
        return row == null ? new Check() : new Rows(words.get(1), row.intValue());
    }

    private static @Nullable Long number(List<String> words, int index) {
        return index < words.size() && words.get(index).matches("[0-9]{1,9}") ? Long.valueOf(words.get(index)) : null;
    }
}
