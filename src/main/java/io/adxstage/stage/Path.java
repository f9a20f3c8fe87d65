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

    public static Optional<Path> parse(String text) {
        throw new UnsupportedOperationException(text);
    }

    /** The path of one key, quoted where it must be: the default of a column. */
    public static Path ofKey(String key) {
        throw new UnsupportedOperationException(key);
    }

    @Override
    public String toString() {
        return text;
    }
}
