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
import tools.jackson.core.json.JsonFactory;

/** Reads JSON, strictly, through Jackson's token stream: a number is never parsed, so it keeps its exact text. */
final class JsonDecoder implements PayloadDecoder {

    // An MQTT payload has at most 256 MB, so lengths need no bound of their own; nesting does, for the stack's sake.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    @Override
    public Decoded decode(byte[] payload) {
        if (payload.length == 0) {
            return new Decoded.Undecodable("The payload is empty, where JSON was expected.");
        }
        // Jackson takes overlong forms, which UTF-8 forbids.
        if (!isAscii(payload) && Binary.utf8(payload).isEmpty()) {
            return new Decoded.Undecodable("The payload is no UTF-8 text, where JSON was expected.");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Decoded.Undecodable("The payload is blank, where JSON was expected.");
            }
            Value value = read(parser, first);
            if (parser.nextToken() != null) {
                return new Decoded.Undecodable("The payload goes on after the end of its JSON value at byte "
                        + parser.currentTokenLocation().getByteOffset() + ".");
            }
            return new Decoded.Payload(value);
        } catch (JacksonException malformed) {
            return new Decoded.Undecodable(
                    "The payload is no JSON" + place(malformed) + ": " + oneLine(malformed.getOriginalMessage()) + ".");
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
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
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Number(parser.getString());
            default -> throw new IllegalStateException("a token in the wrong place: " + token);
        };
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
