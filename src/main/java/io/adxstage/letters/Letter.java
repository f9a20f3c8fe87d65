package io.adxstage.letters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A message that became no row.
 *
 * @param reason why, in a sentence
 * @param payload as text where it is UTF-8, else base64
 * @param encoding {@code utf-8} or {@code base64}
 */
public record Letter(String id, Instant time, String topic, String reason, String payload, String encoding) {

    record Body(String text, String encoding) {

        static Body of(byte[] payload) {
            try {
                return new Body(
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(payload))
                                .toString(),
                        "utf-8");
            } catch (CharacterCodingException binary) {
                return new Body(Base64.getEncoder().encodeToString(payload), "base64");
            }
        }
    }
}
