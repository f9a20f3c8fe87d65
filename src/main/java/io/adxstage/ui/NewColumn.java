package io.adxstage.ui;

import io.adxstage.listen.ColumnName;
import io.adxstage.stage.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A column for a field of a message, with the name that is proposed for it. */
final class NewColumn {

    private NewColumn() {}

    /** The draft with it; the same draft where the text is no path, or a column has that path already. */
    static Draft in(Draft draft, String written) {
        Optional<Path> path = Path.parse(written);
        if (path.isEmpty()
                || !(draft.content() instanceof Draft.Content.Tree tree)
                || !(tree.root() instanceof ObjectNode before)) {
            return draft;
        }
        ObjectNode root = before.deepCopy();
        ArrayNode columns = root.path("columns") instanceof ArrayNode list ? list : root.putArray("columns");
        Set<String> names = new HashSet<>();
        ObjectNode blank = null;
        for (JsonNode column : columns) {
            String name = column.path("name").asString("");
            String at = column.path("path").asString("");
            if (Path.parse(at.isEmpty() ? Path.ofKey(name).text() : at)
                    .filter(path.get()::leadsWhere)
                    .isPresent()) {
                return draft;
            }
            names.add(name);
            if (blank == null && name.isBlank() && at.isBlank() && column instanceof ObjectNode object) {
                blank = object;
            }
        }
        (blank == null ? columns.addObject() : blank)
                .put("name", ColumnName.of(path.get(), names))
                .put("path", path.get().text());
        return draft.withRoot(root);
    }
}
