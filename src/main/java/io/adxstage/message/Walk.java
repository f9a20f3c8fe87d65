package io.adxstage.message;

import io.adxstage.stage.Path;
import java.util.List;

/** Follows a path into a value. A path that leads nowhere gives {@link Value#NULL}. */
final class Walk {

    private Walk() {}

    static Value to(List<Path.Segment> segments, Value from) {
        Value here = from;
        for (Path.Segment segment : segments) {
            here = switch (segment) {
                case Path.Segment.Key key -> member(here, key.name());
                case Path.Segment.Index index -> element(here, index.position());
            };
        }
        return here;
    }

    private static Value member(Value value, String key) {
        return value instanceof Value.Object object ? object.members().getOrDefault(key, Value.NULL) : Value.NULL;
    }

    private static Value element(Value value, int position) {
        if (!(value instanceof Value.Array array)) {
            return Value.NULL;
        }
        List<Value> elements = array.elements();
        // A long, because -position of the least int is itself.
        long at = position < 0 ? elements.size() + (long) position : position;
        return at >= 0 && at < elements.size() ? elements.get((int) at) : Value.NULL;
    }
}
