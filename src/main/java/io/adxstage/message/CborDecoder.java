package io.adxstage.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CBOR (RFC 8949). Byte strings become {@code base64::...}, keys their text, NaN, the infinities and undefined
 * {@code null}.
 *
 * <p>Not Jackson's parser: it takes integers and strings as keys only, and ends a payload that was cut short without a
 * word.
 */
final class CborDecoder implements PayloadDecoder {

    private static final int BREAK = 0xff;

    @Override
    public Decoded decode(byte[] payload) {
        if (payload.length == 0) {
            return new Decoded.Undecodable("The payload is empty, where CBOR was expected.");
        }
        CborInput in = new CborInput(payload);
        try {
            Value value = read(in, 0, 0);
            if (in.hasMore()) {
                return new Decoded.Undecodable(
                        "The payload goes on after the end of its CBOR value at byte " + in.position() + ".");
            }
            return new Decoded.Payload(value);
        } catch (Malformed malformed) {
            return new Decoded.Undecodable(
                    "The payload is no CBOR at byte " + in.position() + ": " + malformed.getMessage() + ".");
        }
    }

    /** @param keys how many keys this value is inside of */
    private static Value read(CborInput in, int depth, int keys) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw new Malformed("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        int head = in.next();
        int info = head & 0x1f;
        return switch (head >> 5) {
            case 0 -> new Value.Number(Long.toUnsignedString(in.argument(info)));
            case 1 -> CborNumbers.negative(in.argument(info));
            case 2 -> Binary.base64(in.string(head));
            case 3 -> text(in.string(head));
            case 4 -> array(in, info, depth, keys);
            case 5 -> map(in, info, depth, keys);
            case 6 -> CborNumbers.tagged(in, in.argument(info), () -> read(in, depth + 1, keys));
            default -> simple(in, info);
        };
    }

    private static Value text(byte[] bytes) throws Malformed {
        return new Value.Text(Binary.utf8(bytes).orElseThrow(() -> new Malformed("a text is no UTF-8")));
    }

    private static Value array(CborInput in, int info, int depth, int keys) throws Malformed {
        List<Value> elements = new ArrayList<>();
        if (info == CborInput.INDEFINITE) {
            while (!in.skips(BREAK)) {
                elements.add(read(in, depth + 1, keys));
            }
        } else {
            int size = in.bounded(in.argument(info));
            for (int i = 0; i < size; i++) {
                elements.add(read(in, depth + 1, keys));
            }
        }
        return new Value.Array(elements);
    }

    private static Value map(CborInput in, int info, int depth, int keys) throws Malformed {
        KeyText.check(keys);
        Map<String, Value> members = new LinkedHashMap<>();
        if (info == CborInput.INDEFINITE) {
            while (!in.skips(BREAK)) {
                String key = KeyText.of(read(in, depth + 1, keys + 1));
                members.put(key, read(in, depth + 1, keys));
            }
        } else {
            int size = in.bounded(in.argument(info));
            for (int i = 0; i < size; i++) {
                String key = KeyText.of(read(in, depth + 1, keys + 1));
                members.put(key, read(in, depth + 1, keys));
            }
        }
        return new Value.Object(members);
    }

    private static Value simple(CborInput in, int info) throws Malformed {
        return switch (info) {
            case 20 -> new Value.Bool(false);
            case 21 -> new Value.Bool(true);
            case 25 -> Floating.of(Float.float16ToFloat((short) in.argument(info)));
            case 26 -> Floating.of(Float.intBitsToFloat((int) in.argument(info)));
            case 27 -> Floating.of(Double.longBitsToDouble(in.argument(info)));
            // Null, undefined, and values that nobody has given a meaning.
            default -> {
                in.argument(info);
                yield Value.NULL;
            }
        };
    }
}
