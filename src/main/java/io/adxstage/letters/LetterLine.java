package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A letter on disk: a line with the reason and the whole message, so that it can be tried again. */
record LetterLine(String reason, ApplicationMessage message) {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // Earlier versions wrote an id as well.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    byte[] bytes() {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The letter whole; absent where it was damaged. */
    static @Nullable LetterLine whole(Segment segment, Entry entry) throws IOException {
        byte[] line = segment.line(entry);
        if (line.length == 0 || Entry.crc(line) != entry.crc()) {
            return null;
        }
        try {
            LetterLine read = JSON.readValue(line, LetterLine.class);
            return read.isComplete() ? read : null;
        } catch (JacksonException damaged) {
            return null;
        }
    }

    /** JSON may lack what the code takes for granted. */
    @SuppressWarnings({"ConstantValue", "RedundantNullCheck"})
    private boolean isComplete() {
        return reason != null && message != null && message.topic() != null && message.payload() != null;
    }

    static void write(Letter letter, OutputStream to) throws IOException {
        to.write(JSON.writeValueAsBytes(letter));
        to.write('\n');
    }

    /** The letter as people see it, its payload cut where it is long. Never holds more of it than that. */
    static Letter shown(String id, Segment segment, Entry entry) throws IOException {
        CRC32C crc = new CRC32C();
        // The parser reads to the end, or the letter is damaged anyway: then the checksum covers the whole line.
        try (InputStream line = new CheckedInputStream(segment.open(entry), crc)) {
            Cut payload = new Cut();
            Letter letter = shown(id, line, payload);
            if (letter != null && (int) crc.getValue() == entry.crc()) {
                return letter;
            }
        }
        try (InputStream line = segment.open(entry)) {
            Cut raw = new Cut();
            line.transferTo(raw);
            return Letter.damaged(id, Instant.ofEpochMilli(entry.since()), raw.anyText(), raw.isCut());
        }
    }

    private static @Nullable Letter shown(String id, InputStream line, Cut payload) throws IOException {
        String reason = null;
        String topic = null;
        Instant received = null;
        try (JsonParser parser = JSON.createParser(line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "reason" -> reason = parser.getString();
                    case "topic" -> topic = parser.getString();
                    case "received" -> received = Instant.parse(parser.getString());
                    case "payload" -> parser.readBinaryValue(payload);
                    case "message" -> {}
                    default -> {
                        if (value.isStructStart()) {
                            parser.skipChildren();
                        }
                    }
                }
            }
        } catch (JacksonException | java.time.DateTimeException damaged) {
            return null;
        }
        if (reason == null || topic == null || received == null) {
            return null;
        }
        Letter.Body body = payload.body();
        return new Letter(id, received, topic, reason, body.text(), body.encoding(), payload.isCut());
    }
}
