package io.adxstage.message;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Reads MessagePack. Binary and extension types become {@code base64::...}, timestamps ISO 8601, keys their text. */
final class MessagePackDecoder implements PayloadDecoder {

    private static final byte TIMESTAMP = -1;

    @Override
    public Decoded decode(byte[] payload) {
        if (payload.length == 0) {
            return new Decoded.Undecodable("The payload is empty, where MessagePack was expected.");
        }
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(payload)) {
            Value value = read(unpacker, payload.length, 0, 0);
            if (unpacker.hasNext()) {
                return new Decoded.Undecodable("The payload goes on after the end of its MessagePack value at byte "
                        + unpacker.getTotalReadBytes() + ".");
            }
            return new Decoded.Payload(value);
        } catch (IOException | MessagePackException | DateTimeException | Malformed malformed) {
            return new Decoded.Undecodable("The payload is no MessagePack: "
                    + (malformed.getMessage() == null ? "it ends too early" : malformed.getMessage())
                    + ".");
        }
    }

    /**
     * @param limit no array, map or string can be longer than the payload: guards against forged lengths
     * @param keys how many keys this value is inside of
     */
    private static Value read(MessageUnpacker in, int limit, int depth, int keys) throws IOException, Malformed {
        if (depth > MAX_DEPTH) {
            throw new IOException("it is nested more than " + MAX_DEPTH + " levels deep");
        }
        MessageFormat format = in.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                in.unpackNil();
                yield Value.NULL;
            }
            case BOOLEAN -> new Value.Bool(in.unpackBoolean());
            case INTEGER ->
                format == MessageFormat.UINT64
                        ? new Value.Number(in.unpackBigInteger().toString())
                        : Value.ofNumber(in.unpackLong());
            case FLOAT ->
                format == MessageFormat.FLOAT32 ? Floating.of(in.unpackFloat()) : Floating.of(in.unpackDouble());
            case STRING -> {
                byte[] bytes = in.readPayload(bounded(in.unpackRawStringHeader(), limit));
                yield Binary.utf8(bytes).<Value>map(Value.Text::new).orElseGet(() -> Binary.base64(bytes));
            }
            case BINARY -> Binary.base64(in.readPayload(bounded(in.unpackBinaryHeader(), limit)));
            case EXTENSION -> {
                var header = in.unpackExtensionTypeHeader();
                if (header.getType() == TIMESTAMP) {
                    yield new Value.Text(in.unpackTimestamp(header).toString());
                }
                yield Binary.base64(in.readPayload(bounded(header.getLength(), limit)));
            }
            case ARRAY -> {
                int size = bounded(in.unpackArrayHeader(), limit);
                List<Value> elements = new ArrayList<>(Math.min(size, 1024));
                for (int i = 0; i < size; i++) {
                    elements.add(read(in, limit, depth + 1, keys));
                }
                yield new Value.Array(elements);
            }
            case MAP -> {
                KeyText.check(keys);
                int size = bounded(in.unpackMapHeader(), limit);
                Map<String, Value> members = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    String key = KeyText.of(read(in, limit, depth + 1, keys + 1));
                    members.put(key, read(in, limit, depth + 1, keys));
                }
                yield new Value.Object(members);
            }
        };
    }

    private static int bounded(int length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw new IOException("a length of " + length + " goes beyond its end");
        }
        return length;
    }
}
