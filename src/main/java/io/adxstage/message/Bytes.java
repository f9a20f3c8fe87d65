package io.adxstage.message;

import java.util.Arrays;

/** Bytes that are put together, by one thread. */
final class Bytes {

    private final int initial;
    private byte[] bytes;
    private int length;

    Bytes(int initial) {
        this.initial = initial;
        this.bytes = new byte[initial];
    }

    /** Begins anew; space beyond {@code kept} bytes is given back. */
    void clear(int kept) {
        length = 0;
        if (bytes.length > kept) {
            bytes = new byte[initial];
        }
    }

    void write(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void write(byte[] from) {
        write(from, 0, from.length);
    }

    void write(byte[] from, int start, int end) {
        int more = end - start;
        room(more);
        System.arraycopy(from, start, bytes, length, more);
        length += more;
    }

    private void room(int more) {
        int wanted = Math.addExact(length, more);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
        }
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
