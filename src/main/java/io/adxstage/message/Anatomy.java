package io.adxstage.message;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Path.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message taken apart for a person to look at: what is in it, and by which path a column would find it. Where the record
 * path leads into the payload the payload is shown, else the whole message with its metadata.
 */
public sealed interface Anatomy {

    /** The most parts of one message that are shown. */
    int MOST_PARTS = 200;

    /** @param root a part without a label: payload, or message */
    record Parts(Part root) implements Anatomy {}

    /** @param reason a sentence: why the payload cannot be read */
    record Unreadable(String reason) implements Anatomy {}

    /**
     * One value in a message.
     *
     * @param label its key, or its index in brackets
     * @param path from the record to it; absent outside of the record. In an array of records that of every one of them
     * @param value as it is
     * @param parts of an object or an array
     * @param left how many parts are not shown
     */
    record Part(String label, @Nullable Path path, Value value, List<Part> parts, int left) {

        public Part {
            parts = List.copyOf(parts);
        }

        /** Its JSON, cut at some 100 characters. */
        public String text() {
            return Check.shortened(value);
        }

        /** Whether it has parts of its own. */
        public boolean isBranch() {
            return !parts.isEmpty() || left > 0;
        }
    }

    static Anatomy of(ApplicationMessage message, Format format, Path recordPath) {
        return switch (PayloadDecoder.of(format).decode(message.payload())) {
            case Decoded.Undecodable undecodable -> new Unreadable(undecodable.reason());
            case Decoded.Payload payload -> {
                List<Segment> way = recordPath.segments();
                boolean inside = !way.isEmpty() && way.getFirst().equals(new Segment.Key("payload"));
                yield new Parts(
                        inside
                                ? new Dissection().part("", payload.value(), way.subList(1, way.size()), null)
                                : new Dissection().part("", Envelope.of(message, payload.value()), way, null));
            }
        };
    }

    /** Takes apart, and counts what it shows. */
    final class Dissection {

        private int shown;

        private Dissection() {}

        /**
         * @param way from here to the record; used up inside of it
         * @param inside from the record to here; absent outside of it
         */
        private Part part(String label, Value value, List<Segment> way, @Nullable List<Segment> inside) {
            shown++;
            boolean begins = inside == null && way.isEmpty();
            List<Segment> here = begins ? List.of() : inside;
            boolean records = begins && value instanceof Value.Array;
            Path path = here == null || records ? null : Path.of(here);
            return switch (value) {
                case Value.Object(Map<String, Value> members) -> {
                    List<Part> parts = new ArrayList<>();
                    members.forEach((key, member) -> {
                        if (shown < MOST_PARTS) {
                            parts.add(next(key, member, new Segment.Key(key), way, here));
                        }
                    });
                    yield new Part(label, path, value, parts, members.size() - parts.size());
                }
                case Value.Array(List<Value> elements) -> {
                    List<Part> parts = new ArrayList<>();
                    for (int i = 0; i < elements.size() && shown < MOST_PARTS; i++) {
                        String index = "[" + i + "]";
                        // Each element is a record of its own: the same path leads into all of them.
                        parts.add(
                                records
                                        ? part(index, elements.get(i), List.of(), List.of())
                                        : next(index, elements.get(i), new Segment.Index(i), way, here));
                    }
                    yield new Part(label, path, value, parts, elements.size() - parts.size());
                }
                default -> new Part(label, path, value, List.of(), 0);
            };
        }

        private Part next(String label, Value value, Segment step, List<Segment> way, @Nullable List<Segment> inside) {
            if (inside != null) {
                List<Segment> further = new ArrayList<>(inside);
                further.add(step);
                return part(label, value, way, further);
            }
            boolean onTheWay = !way.isEmpty() && way.getFirst().equals(step);
            return onTheWay ? part(label, value, way.subList(1, way.size()), null) : aside(label, value);
        }

        /** Outside of the record: to be seen, not to be had. */
        private Part aside(String label, Value value) {
            shown++;
            return new Part(label, null, value, List.of(), 0);
        }
    }
}
