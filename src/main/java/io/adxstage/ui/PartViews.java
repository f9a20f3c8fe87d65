package io.adxstage.ui;

import io.adxstage.listen.ColumnName;
import io.adxstage.listen.FieldTypes;
import io.adxstage.message.Anatomy;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import io.adxstage.ui.MessagesView.PartView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows parts of messages, with the columns that they are or could be. */
final class PartViews {

    private final FieldTypes types;
    private final Map<List<Path.Segment>, String> columns = new HashMap<>();
    private final Map<List<Path.Segment>, String> proposals = new HashMap<>();
    private final Set<String> taken;

    /** @param columns that the draft has */
    PartViews(List<Stage.Column> columns, FieldTypes types) {
        this.types = types;
        this.taken = columns.stream().map(Stage.Column::name).collect(Collectors.toSet());
        columns.forEach(column -> this.columns.putIfAbsent(column.path().segments(), column.name()));
    }

    PartView of(Anatomy.Part part) {
        Path path = part.path();
        return new PartView(
                part.label(),
                part.isBranch() ? "" : part.text(),
                path == null ? null : path.text(),
                path == null ? "" : types.of(path),
                path == null ? "" : proposals.computeIfAbsent(path.segments(), absent -> ColumnName.of(path, taken)),
                path == null ? null : columns.get(path.segments()),
                part.isBranch(),
                part.parts().stream().map(this::of).toList(),
                part.left());
    }
}
