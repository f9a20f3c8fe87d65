package io.adxstage.preview;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.message.ColumnType;
import io.adxstage.message.Guard;
import io.adxstage.message.Inference;
import io.adxstage.message.Misfit;
import io.adxstage.message.Projection;
import io.adxstage.message.RowValues;
import io.adxstage.message.Rows;
import io.adxstage.message.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One preview while it is made: messages go in one by one. */
final class Trial {

    /** Numbers keep their digits. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Optional<Map<String, ColumnType>> types;
    private final Projection asRun;
    private final Projection asWritten;
    private final Map<String, Inference> inferences = new LinkedHashMap<>();
    private final List<ObjectNode> rows = new ArrayList<>();
    private final List<Preview.Message> messages = new ArrayList<>();
    private final List<Preview.Mismatch> mismatches = new ArrayList<>();

    /** @param types of the table's columns; empty where they are not known */
    Trial(Outline outline, Optional<Map<String, ColumnType>> types) {
        this.types = types;
        Guard guard = new Guard(outline.columns(), outline.onMismatch());
        types.ifPresent(guard::know);
        this.asRun = new Projection(outline.format(), outline.recordPath(), outline.columns(), guard);
        this.asWritten = new Projection(outline.format(), outline.recordPath(), outline.columns());
        outline.columns().forEach(column -> inferences.put(column.name(), new Inference()));
    }

    void take(ApplicationMessage message) {
        switch (asWritten.rows(message)) {
            case Rows.None undecodable -> refuse(undecodable.reason());
            case Rows.Lines written -> {
                List<Map<String, Value>> values = RowValues.of(written);
                values.forEach(row -> row.forEach(this::infer));
                switch (asRun.rows(message)) {
                    case Rows.Lines lines -> become(lines);
                    case Rows.None misfit -> {
                        values.forEach(row -> mark(row, null));
                        refuse(misfit.reason());
                    }
                }
            }
        }
    }

    private void infer(String column, Value value) {
        Inference inference = inferences.get(column);
        if (inference != null) {
            inference.add(value);
        }
    }

    private void become(Rows.Lines lines) {
        int first = rows.size();
        new String(lines.bytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> rows.add((ObjectNode) JSON.readTree(line)));
        List<Map<String, Value>> values = RowValues.of(lines);
        for (int i = 0; i < values.size(); i++) {
            mark(values.get(i), first + i);
        }
        messages.add(new Preview.Message(messages.size(), lines.count(), null));
    }

    private void refuse(String reason) {
        messages.add(new Preview.Message(messages.size(), 0, reason));
    }

    private void mark(Map<String, Value> row, @Nullable Integer index) {
        types.ifPresent(known -> row.forEach((column, value) -> Misfit.of(column, known.get(column), value)
                .ifPresent(misfit -> mismatches.add(new Preview.Mismatch(
                        messages.size(),
                        index,
                        column,
                        misfit.type() == null ? null : misfit.type().kusto(),
                        misfit.example(),
                        misfit.effect().name().toLowerCase(Locale.ROOT),
                        misfit.sentence())))));
    }

    List<Preview.Column> columns() {
        return inferences.entrySet().stream()
                .map(entry -> column(entry.getKey(), entry.getValue().type().kusto()))
                .toList();
    }

    private Preview.Column column(String name, String inferred) {
        Optional<ColumnType> there = types.map(known -> known.get(name));
        return new Preview.Column(
                name, there.map(ColumnType::kusto).orElse(null), inferred, types.isPresent() && there.isEmpty());
    }

    List<ObjectNode> rows() {
        return rows;
    }

    List<Preview.Message> messages() {
        return messages;
    }

    List<Preview.Mismatch> mismatches() {
        return mismatches;
    }
}
