package io.adxstage.message;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a message into rows: finds its record (or records), and in each the value of every column. Thread-safe. */
public final class Projection {

    private static final Path.Segment PAYLOAD = new Path.Segment.Key("payload");

    private final PayloadDecoder decoder;
    private final Path recordPath;
    private final List<Column> columns;
    private final Guard guard;
    /** Absent for formats and paths that it is not for. */
    private final @Nullable JsonColumns shortWay;

    /** Without a look at whether values fit. */
    public Projection(Format format, Path recordPath, List<Stage.Column> columns) {
        this(format, recordPath, columns, new Guard(columns, Stage.OnMismatch.WARN));
    }

    /** @param guard of the same columns */
    public Projection(Format format, Path recordPath, List<Stage.Column> columns, Guard guard) {
        this.decoder = PayloadDecoder.of(format);
        this.recordPath = recordPath;
        this.columns = columns.stream()
                .map(column ->
                        new Column(memberStart(column.name()), column.path().segments()))
                .toList();
        this.guard = guard;
        this.shortWay = format instanceof Format.Json
                ? JsonColumns.of(recordPath, columns, guard).orElse(null)
                : null;
    }

    private record Column(byte[] memberStart, List<Path.Segment> path) {}

    private static byte[] memberStart(String name) {
        return (JsonLine.text(new Value.Text(name)) + ":").getBytes(StandardCharsets.UTF_8);
    }

    public Rows rows(ApplicationMessage message) {
        Rows rows = shortWay == null ? null : shortWay.rows(message);
        return rows == null ? theLongWay(message) : rows;
    }

    /** Through a tree of values: for every format and path, and for what is wrong, with its reason. */
    Rows theLongWay(ApplicationMessage message) {
        return switch (decoder.decode(message.payload())) {
            case Decoded.Undecodable undecodable -> new Rows.None(undecodable.reason());
            case Decoded.Payload payload -> rows(record(message, payload.value()));
        };
    }

    private Value record(ApplicationMessage message, Value payload) {
        List<Path.Segment> segments = recordPath.segments();
        // Most stages look into the payload only: spare them the metadata.
        if (!segments.isEmpty() && segments.getFirst().equals(PAYLOAD)) {
            return Walk.to(segments.subList(1, segments.size()), payload);
        }
        return Walk.to(segments, Envelope.of(message, payload));
    }

    private Rows rows(Value record) {
        return switch (record) {
            case Value.Null none -> new Rows.None("There is no value at the batch path " + recordPath + ".");
            case Value.Array array -> lines(array.elements());
            default -> lines(List.of(record));
        };
    }

    private Rows lines(List<Value> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        JsonLine line = new JsonLine(out);
        List<Check> checks = guard.checks();
        for (Value record : records) {
            out.write('{');
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                Value value = Walk.to(column.path(), record);
                Value admitted = checks.isEmpty() ? value : guard.admit(checks.get(i), value);
                if (admitted == null) {
                    return new Rows.None(Guard.reason(checks.get(i), value));
                }
                if (i > 0) {
                    out.write(',');
                }
                out.writeBytes(column.memberStart());
                line.write(admitted);
            }
            out.write('}');
            out.write('\n');
        }
        return new Rows.Lines(out.toByteArray(), records.size());
    }
}
