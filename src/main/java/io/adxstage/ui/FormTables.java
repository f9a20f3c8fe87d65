package io.adxstage.ui;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Adds and removes rows where no script does it: takes the posted form over, with a row more or less. */
@Component
class FormTables {

    Draft edited(Draft draft, Map<String, String> posted, EditorAction action) {
        if (!(action instanceof EditorAction.Rows rows)) {
            return draft.withForm(posted);
        }
        Map<String, String> rest = posted;
        var blanks = new HashMap<String, Integer>();
        for (RowTable table : StageFields.TABLES) {
            boolean meant = table.name().equals(rows.table());
            if (meant && rows.remove() != null) {
                rest = table.without(rows.remove(), rest);
            }
            blanks.put(table.name(), table.blanks(rest) + (meant && rows.remove() == null ? 1 : 0));
        }
        return draft.withForm(rest).withBlanks(blanks);
    }
}
