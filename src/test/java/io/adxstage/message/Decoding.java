package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import java.util.HexFormat;

/** Decodes in one word, so that a test is a table of payloads and what they are as JSON. */
final class Decoding {

    private Decoding() {}

    static String json(Format format, byte[] payload) {
        Decoded decoded = PayloadDecoder.of(format).decode(payload);
        assertThat(decoded).isInstanceOf(Decoded.Payload.class);
        return JsonLine.text(((Decoded.Payload) decoded).value());
    }

    static String reason(Format format, byte[] payload) {
        Decoded decoded = PayloadDecoder.of(format).decode(payload);
        assertThat(decoded).isInstanceOf(Decoded.Undecodable.class);
        String reason = ((Decoded.Undecodable) decoded).reason();
        assertThat(reason).startsWith("The payload ").endsWith(".").doesNotContain("\n");
        return reason;
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
