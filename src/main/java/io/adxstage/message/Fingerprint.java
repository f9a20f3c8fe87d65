package io.adxstage.message;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits of a message: two checksums with different polynomials, both of which the processor computes at several bytes
 * a cycle. They meet accidents, not attackers: who can forge a message could as well have sent another.
 */
final class Fingerprint {

    private final CRC32 one = new CRC32();
    private final CRC32C two = new CRC32C();

    static long of(ApplicationMessage message) {
        Fingerprint print = new Fingerprint();
        print.text(message.topic());
        ApplicationMessage.Properties properties = message.properties();
        print.text(properties.responseTopic());
        print.text(properties.contentType());
        print.bytes(properties.correlationData());
        for (ApplicationMessage.UserProperty property : message.userProperties()) {
            print.text(property.key());
            print.text(property.value());
        }
        print.bytes(message.payload());
        long value = print.one.getValue() << 32 | print.two.getValue();
        return value == 0 ? 1 : value;
    }

    private void text(@Nullable String text) {
        bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** The length first, so that what ends one field cannot begin the next. */
    private void bytes(byte @Nullable [] bytes) {
        int length = bytes == null ? -1 : bytes.length;
        update(one, length, bytes);
        update(two, length, bytes);
    }

    private static void update(Checksum sum, int length, byte @Nullable [] bytes) {
        sum.update(length >>> 24);
        sum.update(length >>> 16);
        sum.update(length >>> 8);
        sum.update(length);
        if (bytes != null) {
            sum.update(bytes);
        }
    }
}
