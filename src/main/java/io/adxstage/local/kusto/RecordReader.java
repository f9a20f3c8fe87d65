package io.adxstage.local.kusto;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/** Takes uploaded data apart into records. Compressed data is known by its first bytes. */
final class RecordReader {

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private RecordReader() {}

    /** @throws IngestionFailure where the data cannot be read as the format says */
    static void read(InputStream data, String format, boolean ignoreFirst, Consumer<Fields> sink) throws IOException {
        String kind = format.toLowerCase(Locale.ROOT);
        BufferedReader text = new BufferedReader(new InputStreamReader(unzipped(data), StandardCharsets.UTF_8));
        switch (kind) {
            case "json" -> jsonLines(text, sink);
            case "multijson", "singlejson" -> multiJson(text, sink);
            case "csv" -> separated(text, ',', ignoreFirst, sink);
            case "tsv" -> separated(text, '\t', ignoreFirst, sink);
            case "psv" -> separated(text, '|', ignoreFirst, sink);
            case "scsv" -> separated(text, ';', ignoreFirst, sink);
            case "raw", "txt" -> text.lines().forEach(line -> sink.accept(new Fields.OfText(List.of(line))));
            default ->
                throw new IngestionFailure(
                        "BadRequest_FormatNotSupported", "The stand-in cannot read the format '" + format + "'.");
        }
    }

    private static InputStream unzipped(InputStream data) throws IOException {
        InputStream marked = new BufferedInputStream(data);
        marked.mark(2);
        boolean zipped = marked.read() == 0x1f && marked.read() == 0x8b;
        marked.reset();
        return zipped ? new GZIPInputStream(marked, 1 << 16) : marked;
    }

    /** One object a line. The service skips a malformed line without a word, and so does this. */
    private static void jsonLines(BufferedReader text, Consumer<Fields> sink) throws IOException {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (Json.scalarOrText(line) instanceof ObjectNode object) {
                sink.accept(new Fields.OfJson(object));
            }
        }
    }

    /** Objects, or arrays of them, one after the other; anything malformed fails the whole. */
    private static void multiJson(BufferedReader text, Consumer<Fields> sink) {
        try (MappingIterator<JsonNode> values =
                Json.MAPPER.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNext()) {
                if (!(values.next() instanceof ObjectNode object)) {
                    throw wrongFormat("a part of it is no object.");
                }
                sink.accept(new Fields.OfJson(object));
            }
        } catch (JacksonException malformed) {
            throw wrongFormat(malformed.getOriginalMessage());
        }
    }

    private static void separated(BufferedReader text, char separator, boolean ignoreFirst, Consumer<Fields> sink) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        try (MappingIterator<String[]> lines =
                CSV.readerFor(String[].class).with(schema).readValues(text)) {
            if (ignoreFirst && lines.hasNext()) {
                lines.next();
            }
            while (lines.hasNext()) {
                sink.accept(new Fields.OfText(List.of(lines.next())));
            }
        } catch (JacksonException malformed) {
            throw wrongFormat(malformed.getOriginalMessage());
        }
    }

    private static IngestionFailure wrongFormat(String reason) {
        return new IngestionFailure(
                "BadRequest_NoRecordsOrWrongFormat", "The data is not in the format it is said to be: " + reason);
    }
}
