package io.adxstage.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How bytes are written where JSON wants text: as Azure IoT Data Processor did, {@code base64::...}. */
final class Binary {

    private Binary() {}

    static Value.Text base64(byte[] bytes) {
        return new Value.Text("base64::" + Base64.getEncoder().encodeToString(bytes));
    }

    /** The text, where the bytes are UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
