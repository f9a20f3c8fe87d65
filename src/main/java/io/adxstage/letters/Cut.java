package io.adxstage.letters;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the first bytes of what is written to it, and forgets the rest. */
final class Cut extends OutputStream {

    /** Bytes of a payload that lists show. */
    static final int MOST = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean isCut;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, MOST - kept.size());
        kept.write(bytes, offset, room);
        isCut |= room < length;
    }

    boolean isCut() {
        return isCut;
    }

    /** What was kept, whatever it is. */
    String anyText() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    /** What was kept; a character that the cut went through is left out. */
    Letter.Body body() {
        byte[] bytes = kept.toByteArray();
        if (!isCut) {
            return Letter.Body.of(bytes);
        }
        int start = bytes.length - 1;
        while (start > bytes.length - 4 && (bytes[start] & 0xc0) == 0x80) {
            start--;
        }
        Letter.Body whole = Letter.Body.of(bytes);
        Letter.Body shorter = Letter.Body.of(Arrays.copyOf(bytes, start));
        return whole.encoding().equals("base64") && shorter.encoding().equals("utf-8") ? shorter : whole;
    }
}
