package io.adxstage.api;

import io.adxstage.listen.ColumnName;
import io.adxstage.listen.FieldTypes;
import io.adxstage.listen.Listen;
import io.adxstage.message.Anatomy;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes a listen as lines of JSON, each as soon as there is something to say. */
final class ListenLines {

    private final JsonMapper json;
    private final OutputStream out;
    private final Format format;
    private final Path recordPath;
    private final List<Anatomy> heard = new ArrayList<>();

    /** @param document whose record path counts for the proposals; absent: the payload */
    ListenLines(JsonMapper json, OutputStream out, Format format, @Nullable JsonNode document) {
        this.json = json;
        this.out = out;
        this.format = format;
        String written =
                document == null ? "" : document.path("batch").path("path").asString("");
        this.recordPath =
                Path.parse(written).orElseGet(() -> new Path(".payload", List.of(new Path.Segment.Key("payload"))));
    }

    void write(Listen listen) throws IOException, InterruptedException {
        line(line("listening").with("filters", listen.filters()).with("refusals", listen.refusals()));
        try {
            Listen.End end = listen.hear(this::message);
            line(line("end")
                    .with("reason", end.reason().name().toLowerCase(Locale.ROOT))
                    .with("messages", end.messages())
                    .with("detail", end.detail())
                    .with("columns", columns()));
        } catch (UncheckedIOException hungUp) {
            throw hungUp.getCause();
        }
    }

    private void message(ApplicationMessage message) {
        heard.add(Anatomy.of(message, format, recordPath));
        String text = text(message.payload());
        Line line = line("message")
                .with("topic", message.topic())
                .with("payload", text == null ? Base64.getEncoder().encodeToString(message.payload()) : text)
                .with("encoding", text == null ? "base64" : "utf-8")
                .with("bytes", message.payload().length)
                .with("qos", message.qos())
                .with("retain", message.retain())
                .with("systemProperties", Map.of("timestamp", message.received().toString()))
                .with("properties", properties(message.properties()))
                .with("userProperties", message.userProperties());
        if (message.packetId() != null) {
            line.with("packetId", message.packetId());
        }
        try {
            line(line);
        } catch (IOException hungUp) {
            // Ends the listen: nobody hears it any more.
            throw new UncheckedIOException(hungUp);
        }
    }

    private static Map<String, Object> properties(ApplicationMessage.Properties from) {
        Line line = new Line();
        line.withSome("responseTopic", from.responseTopic());
        line.withSome("contentType", from.contentType());
        line.withSome("payloadFormat", from.payloadFormat());
        byte[] correlation = from.correlationData();
        line.withSome(
                "correlationData",
                correlation == null ? null : "base64::" + Base64.getEncoder().encodeToString(correlation));
        line.withSome("messageExpiry", from.messageExpiry());
        return line;
    }

    private List<Map<String, Object>> columns() {
        FieldTypes types = new FieldTypes(heard);
        Set<String> taken = new HashSet<>();
        List<Map<String, Object>> columns = new ArrayList<>();
        for (Path path : types.leaves()) {
            String name = ColumnName.of(path, taken);
            taken.add(name);
            columns.add(new Line().with("name", name).with("path", path.text()).with("type", types.of(path)));
        }
        return columns;
    }

    private static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static Line line(String event) {
        return new Line().with("event", event);
    }

    private void line(Line line) throws IOException {
        out.write(json.writeValueAsBytes(line));
        out.write('\n');
        out.flush();
    }

    /** An object while it is written, in this order. */
    private static final class Line extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        Line with(String key, Object value) {
            put(key, value);
            return this;
        }

        void withSome(String key, @Nullable Object value) {
            if (value != null) {
                put(key, value);
            }
        }
    }
}
