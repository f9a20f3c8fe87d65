package io.adxstage.listen;

import io.adxstage.message.Anatomy;
import io.adxstage.message.Inference;
import io.adxstage.stage.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which type of column suits each field of a number of messages. */
public final class FieldTypes {

    private final Map<List<Path.Segment>, Inference> found = new LinkedHashMap<>();
    private final Map<List<Path.Segment>, Path> leaves = new LinkedHashMap<>();

    public FieldTypes(Iterable<Anatomy> messages) {
        for (Anatomy message : messages) {
            if (message instanceof Anatomy.Parts parts) {
                add(parts.root());
            }
        }
    }

    private void add(Anatomy.Part part) {
        Path path = part.path();
        if (path != null) {
            found.computeIfAbsent(path.segments(), absent -> new Inference()).add(part.value());
            if (!part.isBranch()) {
                leaves.putIfAbsent(path.segments(), path);
            }
        }
        part.parts().forEach(this::add);
    }

    /** As KQL names it; {@code dynamic} where nothing is known. */
    public String of(Path path) {
        Inference inference = found.get(path.segments());
        return (inference == null ? new Inference() : inference).type().kusto();
    }

    /** The paths to values that have no parts, in the order in which they were first seen. */
    public List<Path> leaves() {
        return List.copyOf(leaves.values());
    }
}
