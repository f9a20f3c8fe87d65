package io.adxstage.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The way to a value inside a message, as somebody wrote it. Prints as written; {@code .} has no segments. */
public record Path(String text, List<Segment> segments) {

    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

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
        return new Path("." + quoted(key), List.of(new Segment.Key(key)));
    }

    /** The path of these steps as a person would write it: keys in quotes only where the grammar wants them. */
    public static Path of(List<Segment> segments) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Key(String name) ->
                    text.append('.').append(PLAIN.matcher(name).matches() ? name : quoted(name));
                case Segment.Index(int position) ->
                    text.append(text.isEmpty() ? ".[" : "[").append(position).append(']');
            }
        }
        return new Path(text.isEmpty() ? "." : text.toString(), segments);
    }

    private static String quoted(String key) {
        return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether both lead to the same place, however they are written. */
    public boolean leadsWhere(Path other) {
        return segments.equals(other.segments);
    }

    @Override
    public String toString() {
        return text;
    }
}
