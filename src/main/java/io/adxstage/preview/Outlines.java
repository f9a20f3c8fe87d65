package io.adxstage.preview;

import io.adxstage.stage.Checked;
import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import io.adxstage.stage.StageReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the outline of a draft that is no stage yet: what is right of it counts, what is missing or wrong is as if it were
 * not written. The one reader judges, over a document that has the draft's part and stand-ins for all the rest.
 */
@Component
public class Outlines {

    private final StageReader reader;

    public Outlines(StageReader reader) {
        this.reader = reader;
    }

    /** @param format of the payloads, which is a matter of the input */
    public Outline of(JsonNode draft, Format format) {
        Stage batch = read("batch", with("path", draft.path("batch").path("path")));
        Stage mismatch = read("onMismatch", draft.path("onMismatch"));
        List<Stage.Column> columns = new ArrayList<>();
        for (JsonNode column : draft.path("columns")) {
            Stage one = read("columns", JsonNodeFactory.instance.arrayNode().add(column));
            if (one != null
                    && columns.stream().noneMatch(before -> before.name().equals(name(one)))) {
                columns.add(one.columns().getFirst());
            }
        }
        return new Outline(
                format,
                batch == null
                        ? new Path(".payload", List.of(new Path.Segment.Key("payload")))
                        : batch.batch().path(),
                columns,
                mismatch == null ? Stage.OnMismatch.WARN : mismatch.onMismatch());
    }

    private static String name(Stage stage) {
        return stage.columns().getFirst().name();
    }

    private static ObjectNode with(String key, JsonNode value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (!value.isMissingNode()) {
            object.set(key, value);
        }
        return object;
    }

    /** A stage with this part and stand-ins; absent where the part is not right. */
    private @Nullable Stage read(String key, JsonNode part) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("displayName", "outline").put("clusterUrl", "http://localhost");
        document.put("database", "outline").put("table", "outline");
        document.putObject("authentication").put("type", "none");
        document.putArray("columns").addObject().put("name", "outline");
        if (!part.isMissingNode()) {
            document.set(key, part);
        }
        return reader.read(document) instanceof Checked.Valid valid ? valid.stage() : null;
    }
}
