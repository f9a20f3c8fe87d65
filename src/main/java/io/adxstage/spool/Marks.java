package io.adxstage.spool;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Marks one behind the other, packed for the journal.
 *
 * @param first the sequence number of the first one
 * @param packed ten bytes each: two of the id, eight of the fingerprint; all zero for none at that number
 */
@SuppressWarnings("ArrayRecordComponent")
record Marks(long first, byte[] packed) {

    private static final int SIZE = 10;

    /** Who is told of a mark. */
    interface Reader {
        void mark(long sequence, int id, long fingerprint);
    }

    void forEach(Reader reader) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        for (long sequence = first; in.remaining() >= SIZE; sequence++) {
            int id = Short.toUnsignedInt(in.getShort());
            long fingerprint = in.getLong();
            if (fingerprint != 0) {
                reader.mark(sequence, id, fingerprint);
            }
        }
    }

    /** Collects marks in the order of their sequence numbers. */
    static final class Builder {
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        private long first;
        private long next;

        void add(long sequence, Mark mark) {
            if (packed.size() == 0) {
                first = sequence;
                next = sequence;
            }
            for (; next < sequence; next++) {
                put(0, 0);
            }
            put(mark.id(), mark.fingerprint());
            next++;
        }

        private void put(int id, long fingerprint) {
            packed.writeBytes(ByteBuffer.allocate(SIZE)
                    .putShort((short) id)
                    .putLong(fingerprint)
                    .array());
        }

        void addAll(Builder others) {
            Marks more = others.build();
            if (more != null) {
                more.forEach((sequence, id, fingerprint) -> add(sequence, new Mark(id, fingerprint)));
            }
        }

        /** All of them; none where there are none. */
        @Nullable
        Marks build() {
            if (packed.size() == 0) {
                return null;
            }
            return new Marks(first, packed.toByteArray());
        }
    }
}
