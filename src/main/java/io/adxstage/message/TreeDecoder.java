package io.adxstage.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** Reads JSON and CBOR, strictly, through Jackson's token stream. */
final class TreeDecoder implements PayloadDecoder {

    // An MQTT payload has at most 256 MB, so lengths need no bound of their own; nesting does, for the stack's sake.
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(500)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();

    static final TokenStreamFactory JSON =
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    static final TokenStreamFactory CBOR =
            CBORFactory.builder().streamReadConstraints(CONSTRAINTS).build();

    private final String name;
    private final TokenStreamFactory factory;

    TreeDecoder(String name, TokenStreamFactory factory) {
        this.name = name;
        this.factory = factory;
    }

    @Override
    public Decoded decode(byte[] payload) {
        if (payload.length == 0) {
            return new Decoded.Undecodable("The payload is empty, where " + name + " was expected.");
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), payload)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Decoded.Undecodable("The payload is blank, where " + name + " was expected.");
            }
            Value value = read(parser, first);
            if (parser.nextToken() != null) {
                return new Decoded.Undecodable(
                        "The payload goes on after the end of its " + name + " value" + place(parser) + ".");
            }
            return new Decoded.Payload(value);
        } catch (JacksonException malformed) {
            return new Decoded.Undecodable(
                    "The payload is no " + name + place(malformed) + ": " + oneLine(malformed.getOriginalMessage()));
        }
    }

    private static Value read(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Value> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    members.put(key, read(parser, parser.nextToken()));
                }
                yield new Value.Object(members);
            }
            case START_ARRAY -> {
                List<Value> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(read(parser, next));
                }
                yield new Value.Array(elements);
            }
            case VALUE_STRING -> new Value.Text(parser.getString());
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NULL -> Value.NULL;
            case VALUE_NUMBER_INT -> new Value.Number(parser.getString());
            // CBOR has NaN and the infinities; JSON and Azure Data Explorer's dynamic have not.
            case VALUE_NUMBER_FLOAT -> parser.isNaN() ? Value.NULL : new Value.Number(parser.getString());
            case VALUE_EMBEDDED_OBJECT -> Binary.base64(parser.getBinaryValue());
            default -> throw new IllegalStateException("a token in the wrong place: " + token);
        };
    }

    private static String place(JsonParser parser) {
        return " at byte " + parser.currentTokenLocation().getByteOffset();
    }

    private static String place(JacksonException malformed) {
        var location = malformed.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
