package io.adxstage.ui;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What is wrong with a form as it stands in the browser, field by field. The draft stays as it is. */
@Component
class FieldCheck {

    private final DraftCheck check;

    FieldCheck(DraftCheck check) {
        this.check = check;
    }

    /** @param detail how to mend it */
    record Note(String detail, boolean warning) {}

    /** By the id of the form's element. */
    Map<String, List<Note>> of(Draft draft, Map<String, String> posted) {
        FormTree form = draft.form();
        if (form == null) {
            return Map.of();
        }
        Map<String, String> places = places(form, posted);
        var notes = new TreeMap<String, List<Note>>();
        for (Finding finding : check.of(draft.withForm(posted))) {
            if (finding.spot() != null) {
                var note = new Note(finding.detail(), finding.warning());
                notes.merge(places.getOrDefault(finding.spot(), finding.spot()), List.of(note), FieldCheck::both);
            }
        }
        return notes;
    }

    private static List<Note> both(List<Note> some, List<Note> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Blank rows stand in the form and not in the document: where a cell of the document stands in the form. */
    private static Map<String, String> places(FormTree form, Map<String, String> posted) {
        var places = new HashMap<String, String>();
        for (RowTable table : StageFields.TABLES) {
            var place = Trees.pointer(table.name());
            List<Integer> rows = table.posted(
                    form.aside().merged(form.tree()).at(place), form.shown().at(place), posted);
            for (int i = 0; i < rows.size(); i++) {
                for (Field cell : table.cells()) {
                    places.put(Spots.id(table, i, cell), Spots.id(table, rows.get(i), cell));
                }
            }
        }
        return places;
    }
}
