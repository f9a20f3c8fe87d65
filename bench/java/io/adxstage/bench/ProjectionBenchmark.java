package io.adxstage.bench;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.ColumnType;
import io.adxstage.message.Guard;
import io.adxstage.message.Projection;
import io.adxstage.message.Rows;
import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From a payload to the bytes of its row: ours, with the checks of a known table, and Jackson's tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProjectionBenchmark {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApplicationMessage[] messages = new ApplicationMessage[64];
    private final Projection unchecked;
    private final Projection checked;
    private int next;

    public ProjectionBenchmark() {
        List<Stage.Column> columns = Sample.COLUMNS.stream()
                .map(name -> new Stage.Column(name, Path.ofKey(name)))
                .toList();
        Path record = Path.parse(".payload").orElseThrow();
        Map<String, String> types = new HashMap<>();
        for (String column : Sample.SCHEMA.split(", ")) {
            String[] parts = column.split(":");
            types.put(parts[0], parts[1]);
        }
        Guard guard = new Guard(columns, Stage.OnMismatch.WARN);
        guard.know(ColumnType.named(types));
        unchecked = new Projection(new Format.Json(), record, columns);
        checked = new Projection(new Format.Json(), record, columns, guard);
        for (int i = 0; i < messages.length; i++) {
            messages[i] = new ApplicationMessage(
                    Instant.EPOCH,
                    "oven",
                    1,
                    1,
                    false,
                    ApplicationMessage.Properties.NONE,
                    List.of(),
                    Sample.payload(i * 37));
        }
    }

    private ApplicationMessage message() {
        return messages[next++ & 63];
    }

    @Benchmark
    public Rows ours() {
        return unchecked.rows(message());
    }

    @Benchmark
    public Rows oursWithChecks() {
        return checked.rows(message());
    }

    @Benchmark
    public byte[] jacksonTree() {
        JsonNode message = JSON.readTree(message().payload());
        ObjectNode row = JSON.createObjectNode();
        for (String column : Sample.COLUMNS) {
            row.set(column, message.path(column));
        }
        return JSON.writeValueAsBytes(row);
    }
}
