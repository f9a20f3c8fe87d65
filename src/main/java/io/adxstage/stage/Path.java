package io.adxstage.stage;

import java.util.List;
import java.util.Optional;

/** The way to a value inside a message, as somebody wrote it. Prints as written; {@code .} has no segments. */
public record Path(String text, List<Segment> segments) {

    public Path {
        segments = List.copyOf(segments);
    }

    /** One step of the way. */
    public sealed interface Segment {
        /** A member of an object. */
        record Key(String name) implements Segment {}

        /** An element of an array; negative from the end. */
        record Index(int position) implements Segment {}
    }

    /**
     * Reads {@code "." | "." segment ( "." segment | index )*}, where a segment is a name, a quoted key or an index, and
     * an index is {@code ["any key"]} or {@code [integer]}. Inside quotes only {@code \"} and {@code \\} are escapes.
     *
     * @return empty where the text is something else, or an index does not fit 32 bits
     */
    public static Optional<Path> parse(String text) {
        return switch (PathParser.parse(text)) {
            case PathParser.Parsed parsed -> Optional.of(parsed.path());
            case PathParser.Failed failed -> Optional.empty();
        };
    }

    /** The path of one key, always quoted: the default of a column. */
    public static Path ofKey(String key) {
        String quoted = key.replace("\\", "\\\\").replace("\"", "\\\"");
        return new Path(".\"" + quoted + "\"", List.of(new Segment.Key(key)));
    }

    @Override
    public String toString() {
        return text;
    }
}
