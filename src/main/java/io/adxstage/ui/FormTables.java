package io.adxstage.ui;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Changes the rows of a table where no script does it: takes the posted form over, with the rows as they shall be. */
@Component
class FormTables {

    /** Ends the name of the field into which rows are pasted. */
    static final String PASTE = ".paste";

    Draft edited(Draft draft, Map<String, String> posted, EditorAction action) {
        if (!(action instanceof EditorAction.Rows rows)) {
            return draft.withForm(posted);
        }
        Map<String, String> rest = posted;
        var blanks = new HashMap<String, Integer>();
        for (RowTable table : StageFields.TABLES) {
            boolean meant = table.name().equals(rows.table());
            rest = meant ? changed(table, rows, rest) : rest;
            boolean added = meant && rows.change() == EditorAction.Rows.Change.ADD;
            blanks.put(table.name(), table.blanks(rest) + (added ? 1 : 0));
        }
        return draft.withForm(rest).withBlanks(blanks);
    }

    private static Map<String, String> changed(RowTable table, EditorAction.Rows rows, Map<String, String> posted) {
        return switch (rows.change()) {
            case ADD -> posted;
            case REMOVE -> table.without(rows.row(), posted);
            case UP -> table.moved(rows.row(), true, posted);
            case DOWN -> table.moved(rows.row(), false, posted);
            case PASTE -> table.with(PastedColumns.read(posted.getOrDefault(table.name() + PASTE, "")), posted);
        };
    }
}
