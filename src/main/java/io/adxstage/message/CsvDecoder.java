package io.adxstage.message;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Reads CSV: one record a line, an array of them as payload. With a header line the columns are found by name, without
 * one by position; columns that the format does not list are left out, unless it lists none.
 */
final class CsvDecoder implements PayloadDecoder {

    // The number grammar of RFC 8259.
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile(INTEGER + "(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final Format.Csv format;
    private final ObjectReader reader;

    CsvDecoder(Format.Csv format) {
        this.format = format;
        this.reader = CsvMapper.builder()
                .enable(CsvReadFeature.WRAP_AS_ARRAY)
                .enable(CsvReadFeature.SKIP_EMPTY_LINES)
                .build()
                .readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(format.delimiter()));
    }

    @Override
    public Decoded decode(byte[] payload) {
        var text = Binary.utf8(payload);
        if (text.isEmpty()) {
            return new Decoded.Undecodable("The payload is no UTF-8 text, where CSV was expected.");
        }
        try (MappingIterator<String[]> lines = reader.readValues(withoutByteOrderMark(text.get()))) {
            List<Format.CsvColumn> columns = format.columns();
            List<Integer> positions = new ArrayList<>();
            if (format.header()) {
                if (!lines.hasNext()) {
                    return new Decoded.Undecodable("The payload is empty, where CSV with a header line was expected.");
                }
                List<String> header = List.of(lines.next());
                if (columns.isEmpty()) {
                    columns = header.stream()
                            .map(name -> new Format.CsvColumn(name, Format.CsvType.STRING, Path.ofKey(name)))
                            .toList();
                }
                columns.forEach(column -> positions.add(header.indexOf(column.name())));
            } else {
                for (int i = 0; i < columns.size(); i++) {
                    positions.add(i);
                }
            }
            return records(lines, columns, positions);
        } catch (JacksonException malformed) {
            return new Decoded.Undecodable("The payload is no CSV: " + malformed.getOriginalMessage() + ".");
        }
    }

    private static Decoded records(
            MappingIterator<String[]> lines, List<Format.CsvColumn> columns, List<Integer> positions) {
        List<Value> records = new ArrayList<>();
        while (lines.hasNext()) {
            String[] cells = lines.next();
            Map<String, Value> record = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                int at = positions.get(i);
                String cell = at >= 0 && at < cells.length ? cells[at] : "";
                Format.CsvColumn column = columns.get(i);
                Value value = value(cell, column.type());
                if (value == null) {
                    return new Decoded.Undecodable("The payload is no CSV that fits its columns: record "
                            + (records.size() + 1) + " has in column "
                            + column.name()
                            + " what is no " + column.type().name().toLowerCase(Locale.ROOT) + ".");
                }
                place(record, column.path().segments(), value);
            }
            records.add(new Value.Object(record));
        }
        return new Decoded.Payload(new Value.Array(records));
    }

    private static @Nullable Value value(String cell, Format.CsvType type) {
        String bare = cell.strip();
        if (type == Format.CsvType.STRING) {
            return cell.isEmpty() ? Value.NULL : new Value.Text(cell);
        }
        if (bare.isEmpty()) {
            return Value.NULL;
        }
        return switch (type) {
            case INTEGER -> INTEGER.matcher(bare).matches() ? new Value.Number(bare) : null;
            case FLOAT -> FLOAT.matcher(bare).matches() ? new Value.Number(bare) : null;
            default ->
                switch (bare.toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> new Value.Bool(true);
                    case "false", "0" -> new Value.Bool(false);
                    default -> null;
                };
        };
    }

    /** Puts the value at its path, making objects on the way; an index counts as a key, a record has no arrays. */
    private static void place(Map<String, Value> record, List<Path.Segment> path, Value value) {
        Map<String, Value> here = record;
        for (int i = 0; i < path.size(); i++) {
            String key = switch (path.get(i)) {
                case Path.Segment.Key name -> name.name();
                case Path.Segment.Index index -> Integer.toString(index.position());
            };
            if (i == path.size() - 1) {
                here.put(key, value);
            } else if (here.get(key) instanceof Value.Object inner) {
                here = inner.members();
            } else {
                Map<String, Value> inner = new LinkedHashMap<>();
                here.put(key, new Value.Object(inner));
                here = inner;
            }
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
