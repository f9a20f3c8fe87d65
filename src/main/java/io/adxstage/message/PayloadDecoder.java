package io.adxstage.message;

import io.adxstage.stage.Format;

/** Reads the bytes of a payload in one format. Never throws on bad bytes. */
@FunctionalInterface
interface PayloadDecoder {

    Decoded decode(byte[] payload);

    static PayloadDecoder of(Format format) {
        return switch (format) {
            case Format.Json json -> new TreeDecoder("JSON", TreeDecoder.JSON);
            case Format.Cbor cbor -> new TreeDecoder("CBOR", TreeDecoder.CBOR);
            case Format.MessagePack messagePack -> new MessagePackDecoder();
            case Format.Csv csv -> new CsvDecoder(csv);
            case Format.Raw raw ->
                payload -> new Decoded.Payload(
                        Binary.utf8(payload).<Value>map(Value.Text::new).orElseGet(() -> Binary.base64(payload)));
        };
    }
}
