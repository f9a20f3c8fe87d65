package io.adxstage.message;

import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The short way from JSON to rows: one pass over the payload, and the values copied as they stand. It answers what the long
 * way of {@link Projection} would, or nothing; then the long way has to be gone. Thread-safe.
 */
final class JsonColumns {

    /** Of a thread's buffers, what is larger is not kept for the next message. */
    private static final int KEPT = 1 << 16;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final JsonDecoder JSON = new JsonDecoder();
    private static final Path.Segment PAYLOAD = new Path.Segment.Key("payload");

    private final KeyNode root = KeyNode.root();
    /** Whether rows are made of the whole message, metadata and all. */
    private final boolean ofMessage;
    /** What comes before the value of each column. */
    private final byte[][] starts;
    /** Of columns that are metadata, the way to it. */
    private final @Nullable List<Path.Segment>[] metadata;

    private final boolean hasMetadata;
    private final Guard guard;

    /** What a thread uses again for each message. */
    private record Scratch(Slots slots, Bytes out) {

        private static final ThreadLocal<Scratch> OF_THREAD =
                ThreadLocal.withInitial(() -> new Scratch(new Slots(), new Bytes(512)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private JsonColumns(List<Path.Segment> record, List<Stage.Column> columns, Guard guard) {
        this.ofMessage = record.isEmpty();
        this.guard = guard;
        this.starts = new byte[columns.size()][];
        this.metadata = new List[columns.size()];
        // Of a whole message the payload is the record, or rather what the columns below "payload" are looked for in.
        KeyNode at = ofMessage ? root : root.records(record.subList(1, record.size()));
        boolean some = false;
        for (int i = 0; i < columns.size(); i++) {
            starts[i] = ((i == 0 ? "" : ",")
                            + JsonLine.text(new Value.Text(columns.get(i).name())) + ":")
                    .getBytes(StandardCharsets.UTF_8);
            List<Path.Segment> path = columns.get(i).path().segments();
            if (!ofMessage) {
                at.column(i, path);
            } else if (path.getFirst().equals(PAYLOAD)) {
                at.column(i, path.subList(1, path.size()));
            } else {
                metadata[i] = path;
                some = true;
            }
        }
        this.hasMetadata = some;
    }

    /** The short way for these columns; empty where one of the paths counts elements, or is the record itself. */
    static Optional<JsonColumns> of(Path recordPath, List<Stage.Column> columns, Guard guard) {
        List<Path.Segment> record = recordPath.segments();
        boolean payload = record.isEmpty() || record.getFirst().equals(PAYLOAD);
        return payload
                        && isKeys(record)
                        && columns.stream().allMatch(one -> isWay(one.path().segments()))
                ? Optional.of(new JsonColumns(record, columns, guard))
                : Optional.empty();
    }

    private static boolean isWay(List<Path.Segment> path) {
        return !path.isEmpty() && isKeys(path);
    }

    private static boolean isKeys(List<Path.Segment> path) {
        return path.stream().allMatch(Path.Segment.Key.class::isInstance);
    }

    /** The rows, or the reason why there are none; absent where the long way has to be gone. */
    @Nullable
    Rows rows(ApplicationMessage message) {
        Scratch mine = Scratch.OF_THREAD.get();
        Slots slots = mine.slots();
        slots.start(starts.length);
        if (ofMessage) {
            slots.begin();
        }
        byte[] in = message.payload();
        if (!JsonScan.scan(in, root, slots) || slots.records() == 0) {
            return null;
        }
        Value envelope = hasMetadata ? Envelope.of(message, Value.NULL) : Value.NULL;
        Bytes out = mine.out();
        out.clear(KEPT);
        List<Check> checks = guard.checks();
        for (int record = 0; record < slots.records(); record++) {
            out.write('{');
            for (int column = 0; column < starts.length; column++) {
                out.write(starts[column]);
                Check check = checks.isEmpty() ? null : checks.get(column);
                List<Path.Segment> way = metadata[column];
                Value refused = way != null
                        ? write(out, check, Walk.to(way, envelope))
                        : write(out, check, in, slots.start(record, column), slots.end(record, column));
                if (refused != null && check != null) {
                    return new Rows.None(Guard.reason(check, refused));
                }
            }
            out.write('}');
            out.write('\n');
        }
        return new Rows.Lines(out.copy(), slots.records());
    }

    /** Writes the value that is there; answers it where the message is to become a dead letter for it. */
    private @Nullable Value write(Bytes out, @Nullable Check check, byte[] in, int start, int end) {
        if (start < 0) {
            out.write(NULL);
            return null;
        }
        boolean plain = in[start] != '{' && in[start] != '[';
        if (plain && (check == null || SureFit.of(check.type(), in, start, end, guard.converts()))) {
            out.write(in, start, end);
            return null;
        }
        return write(out, check, value(in, start, end));
    }

    private @Nullable Value write(Bytes out, @Nullable Check check, Value value) {
        Value admitted = check == null ? value : guard.admit(check, value);
        if (admitted == null) {
            return value;
        }
        out.write(JsonLine.bytes(admitted));
        return null;
    }

    /** Read by the long way, so that it is what it would be there. */
    private static Value value(byte[] in, int start, int end) {
        return switch (JSON.decode(Arrays.copyOfRange(in, start, end))) {
            case Decoded.Payload(Value value) -> value;
            case Decoded.Undecodable odd -> throw new IllegalStateException(odd.reason());
        };
    }
}
