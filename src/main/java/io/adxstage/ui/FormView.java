package io.adxstage.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The form as the template sees it. */
final class FormView {

    /** @param at the element it stands for; empty for a new one */
    record RowView(int index, String at, List<FieldView> cells) {}

    /**
     * @param blank a row of its own for the script that adds rows; its index reads {@code __i__}
     * @param findings those of the list itself
     */
    record TableView(
            String id, String name, List<RowView> rows, List<FieldView> blank, boolean kept, List<Finding> findings) {}

    private final FormTree form;
    private final ObjectNode shown;
    private final List<Finding> findings;
    private final Map<String, Integer> blanks;

    FormView(FormTree form, List<Finding> findings, Map<String, Integer> blanks) {
        this.form = form;
        this.shown = form.shown();
        this.findings = findings;
        this.blanks = blanks;
    }

    public FieldView field(String name) {
        Field field = StageFields.named(name);
        String id = Spots.id(name);
        boolean kept = !Trees.absent(form.tree().at(field.pointer())) || !at(id).isEmpty();
        String value = field.show(shown.at(field.pointer()));
        return new FieldView(id, name, "field." + name, field, value, kept, used(field), at(id));
    }

    /** Whether the kind that is chosen in its group uses a field. */
    private boolean used(Field field) {
        if (field.kinds().isEmpty()) {
            return true;
        }
        Field type = StageFields.named(field.group() + ".type");
        return field.usedBy(type.show(shown.at(type.pointer())));
    }

    public List<FieldView> fields(String... names) {
        return Stream.of(names).map(this::field).toList();
    }

    public TableView table(String name) {
        RowTable table = StageFields.table(name);
        JsonNode list = shown.at(Trees.pointer(name));
        var rows = new ArrayList<RowView>();
        for (JsonNode element : table.rows(list, blanks.getOrDefault(name, 0))) {
            int index = rows.size();
            String at = element.isMissingNode() ? "" : Integer.toString(index);
            rows.add(new RowView(index, at, cells(table, Integer.toString(index), element)));
        }
        String id = Spots.id(name);
        return new TableView(id, name, rows, cells(table, "__i__", MissingNode.getInstance()), kept(name), at(id));
    }

    private boolean kept(String table) {
        return !Trees.absent(form.tree().at(Trees.pointer(table)));
    }

    /** Whether the columns of a payload have no place with the format that is chosen. */
    public boolean hidesCsvColumns() {
        return !kept(StageFields.CSV_COLUMNS.name()) && !used(StageFields.CSV_COLUMNS);
    }

    private List<FieldView> cells(RowTable table, String row, JsonNode element) {
        return table.cells().stream()
                .map(cell -> {
                    String id = row.equals("__i__")
                            ? Spots.id(table.name()) + "-__i__-" + cell.key()
                            : Spots.id(table, Integer.parseInt(row), cell);
                    String name = table.name() + "[" + row + "]." + cell.key();
                    String text = "field." + table.name() + "." + cell.key();
                    return new FieldView(id, name, text, cell, table.show(element, cell), true, true, at(id));
                })
                .toList();
    }

    public String inputMode() {
        return form.inputMode();
    }

    public List<Finding> at(String spot) {
        return findings.stream().filter(finding -> spot.equals(finding.spot())).toList();
    }

    /** Whether something is wrong in a table or in one of its cells. */
    public boolean hasProblems(String table) {
        String id = Spots.id(table);
        return findings.stream()
                .map(Finding::spot)
                .anyMatch(spot -> spot != null && (spot.equals(id) || spot.startsWith(id + "-")));
    }
}
