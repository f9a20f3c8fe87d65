package io.adxstage.message;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The bytes of a CBOR payload, and how far they were read. No forged length makes it allocate more than there is. */
final class CborInput {

    static final int INDEFINITE = 31;

    private final byte[] bytes;
    private int at;

    CborInput(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return at;
    }

    void backTo(int position) {
        at = position;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int next() throws Malformed {
        if (!hasMore()) {
            throw new Malformed("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    /** Goes past this byte, if it is the next one. */
    boolean skips(int wanted) throws Malformed {
        int found = next();
        if (found != wanted) {
            at--;
        }
        return found == wanted;
    }

    /** The argument of a head: a length, a number or a tag, unsigned. */
    long argument(int info) throws Malformed {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new Malformed("a head ends in " + info + ", which has no meaning here");
        }
        long argument = 0;
        for (int i = 0; i < 1 << (info - 24); i++) {
            argument = argument << 8 | next();
        }
        return argument;
    }

    /** Every element takes a byte at least, so nothing can have more of them than bytes are left. */
    int bounded(long length) throws Malformed {
        if (length < 0 || length > bytes.length - at) {
            throw new Malformed("a length of " + Long.toUnsignedString(length) + " goes beyond its end");
        }
        return (int) length;
    }

    /** A byte or text string, in one piece or in several. */
    byte[] string(int head) throws Malformed {
        if ((head & 0x1f) != INDEFINITE) {
            int length = bounded(argument(head & 0x1f));
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        while (!skips(0xff)) {
            int piece = next();
            if (piece >> 5 != head >> 5 || (piece & 0x1f) == INDEFINITE) {
                throw new Malformed("a string has a piece of another kind");
            }
            pieces.writeBytes(string(piece));
        }
        return pieces.toByteArray();
    }
}
