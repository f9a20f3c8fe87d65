package io.adxstage.letters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A message that became no row.
 *
 * @param time when the message came in
 * @param reason why, in a sentence
 * @param payload as text where it is UTF-8, else base64
 * @param encoding {@code utf-8} or {@code base64}
 * @param truncated whether this is only the first 64 KiB of the payload, as in lists; the download has it whole
 */
public record Letter(
        String id, Instant time, String topic, String reason, String payload, String encoding, boolean truncated) {

    /** A letter whose payload is whole. */
    public Letter(String id, Instant time, String topic, String reason, String payload, String encoding) {
        this(id, time, topic, reason, payload, encoding, false);
    }

    /** The whole letter. */
    static Letter of(String id, LetterLine line) {
        Body body = Body.of(line.message().payload());
        return new Letter(
                id, line.message().received(), line.message().topic(), line.reason(), body.text(), body.encoding());
    }

    /** A line that cannot be read any more stays a letter, so that list and count agree. */
    static Letter damaged(String id, Instant since, String line, boolean truncated) {
        return new Letter(
                id,
                since,
                "",
                "This dead letter was damaged on disk and cannot be read any more; its line is shown as it is.",
                line,
                "utf-8",
                truncated);
    }

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
