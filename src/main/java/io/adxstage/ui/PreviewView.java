package io.adxstage.ui;

import io.adxstage.preview.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A preview as the template sees it.
 *
 * @param trouble why there is none
 * @param rows the first of them
 * @param count how many rows there are in all
 * @param refused messages that would become dead letters
 */
record PreviewView(
        @Nullable String trouble,
        List<Preview.Column> columns,
        List<List<Cell>> rows,
        int count,
        List<Preview.Message> refused,
        List<Preview.SetupStep> setup,
        String table) {

    /** @param misfit a sentence; absent where the value fits */
    record Cell(String column, String value, @Nullable String misfit) {}

    /** More say no more. */
    private static final int MOST_ROWS = 100;

    static PreviewView unreadable(String trouble) {
        return new PreviewView(trouble, List.of(), List.of(), 0, List.of(), List.of(), "");
    }

    static PreviewView of(Preview preview) {
        List<List<Cell>> rows = new ArrayList<>();
        for (ObjectNode row : preview.rows().stream().limit(MOST_ROWS).toList()) {
            int index = rows.size();
            rows.add(preview.columns().stream()
                    .map(column -> cell(preview, index, column.name(), row.path(column.name())))
                    .toList());
        }
        return new PreviewView(
                null,
                preview.columns(),
                rows,
                preview.rows().size(),
                preview.messages().stream()
                        .filter(message -> message.reason() != null)
                        .toList(),
                preview.setup(),
                preview.table().known() ? "" : preview.table().detail());
    }

    private static Cell cell(Preview preview, int row, String column, JsonNode value) {
        return new Cell(
                column,
                value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString(),
                preview.mismatches().stream()
                        .filter(misfit -> Objects.equals(misfit.row(), row)
                                && misfit.column().equals(column))
                        .map(Preview.Mismatch::detail)
                        .findFirst()
                        .orElse(null));
    }
}
