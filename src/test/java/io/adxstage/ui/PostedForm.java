package io.adxstage.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a browser posts when somebody opens the form of a draft and sends it as it is. */
final class PostedForm {

    private PostedForm() {}

    static Map<String, String> untouched(FormTree form) {
        var view = new FormView(form, List.of(), Map.of());
        var posted = new HashMap<String, String>();
        posted.put(StageFields.INPUT, view.inputMode());
        StageFields.ALL.forEach(field -> put(posted, view.field(field.name())));
        for (RowTable table : StageFields.TABLES) {
            posted.put(table.name() + RowTable.SENT, "true");
            for (FormView.RowView row : view.table(table.name()).rows()) {
                posted.put(table.name() + "[" + row.index() + "].at", row.at());
                row.cells().forEach(cell -> put(posted, cell));
            }
        }
        return posted;
    }

    private static void put(Map<String, String> posted, FieldView field) {
        if (field.isSet()) {
            posted.put(field.name(), "");
            return;
        }
        posted.put(field.name(), field.control().equals("area") ? field.value().replace("\n", "\r\n") : field.value());
    }
}
