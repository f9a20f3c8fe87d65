package io.adxstage.letters;

import java.time.Instant;

/**
 * A message that became no row.
 *
 * @param reason why, in a sentence
 * @param payload as text where it is UTF-8, else base64
 * @param encoding {@code utf-8} or {@code base64}
 */
public record Letter(String id, Instant time, String topic, String reason, String payload, String encoding) {}
