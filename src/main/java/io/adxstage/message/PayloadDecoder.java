package io.adxstage.message;

import io.adxstage.stage.Format;

/** Reads the bytes of a payload in one format. Never throws on bad bytes. */
@FunctionalInterface
interface PayloadDecoder {

    /** Levels of nesting: what is deeper would take the stack of the thread. */
    int MAX_DEPTH = 500;

    Decoded decode(byte[] payload);

    static PayloadDecoder of(Format format) {
        return switch (format) {
            case Format.Json json -> new JsonDecoder();
            case Format.Cbor cbor -> new CborDecoder();
            case Format.MessagePack messagePack -> new MessagePackDecoder();
            case Format.Csv csv -> new CsvDecoder(csv);
            case Format.Raw raw ->
                payload -> new Decoded.Payload(
                        Binary.utf8(payload).<Value>map(Value.Text::new).orElseGet(() -> Binary.base64(payload)));
        };
    }
}
