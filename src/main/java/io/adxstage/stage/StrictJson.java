package io.adxstage.stage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The settings of Jackson that make it as strict as RFC 8259, and keep numbers exact. */
final class StrictJson {

    /** Deep enough for any document, far from the depth at which walking a tree would end the stack. */
    static final int MAX_DEPTH = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final DefaultPrettyPrinter PRINTER = printer();

    private StrictJson() {}

    static StageText parse(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes, chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            String readable = withoutByteOrderMark(text);
            return MalformedText.at(
                    readable, readable.length(), "The bytes here are no UTF-8. Save the document as UTF-8.");
        }
        return parse(text);
    }

    static StageText parse(String text) {
        String json = withoutByteOrderMark(text);
        try (JsonParser parser = MAPPER.createParser(json)) {
            try {
                if (parser.nextToken() == null) {
                    return MalformedText.at(json, 0, "The document is empty. The least it can be is {}.");
                }
                JsonNode root = MAPPER.readTree(parser);
                if (parser.nextToken() != null) {
                    int at = (int) parser.currentTokenLocation().getCharOffset();
                    return MalformedText.at(
                            json, at, "The document has ended before this. Remove what follows, or join the two.");
                }
                int lone = MalformedText.loneSurrogate(json);
                return lone < 0
                        ? new StageText.Tree(root)
                        : MalformedText.at(
                                json,
                                lone,
                                "Half of a character stands here: \\uD800 to \\uDFFF come in pairs. Write both halves.");
            } catch (JacksonException | ArithmeticException | NumberFormatException fault) {
                return MalformedText.explain(json, parser, fault);
            }
        }
    }

    static String print(JsonNode tree) {
        return MAPPER.writer().with(PRINTER).writeValueAsString(tree);
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }
}
