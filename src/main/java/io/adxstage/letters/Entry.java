package io.adxstage.letters;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Where a letter stands in its segment: an entry of the index, which every letter has one of, each by itself. So a
 * damaged byte, be it a line break, never makes one letter of two or two of one.
 *
 * @param length bytes of its line, the line break included
 * @param crc CRC-32C of those bytes
 * @param since when it became a dead letter, in milliseconds of the epoch
 */
record Entry(long offset, int length, int crc, long since) {

    static final int BYTES = 24;

    static Entry of(long offset, byte[] line, long since) {
        return new Entry(offset, line.length, crc(line), since);
    }

    static int crc(byte[] line) {
        CRC32C crc = new CRC32C();
        crc.update(line);
        return (int) crc.getValue();
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(offset)
                .putInt(length)
                .putInt(crc)
                .putLong(since)
                .array();
    }

    static Entry read(ByteBuffer from) {
        return new Entry(from.getLong(), from.getInt(), from.getInt(), from.getLong());
    }

    /** Never written whole: a file can have grown by zeros in a crash. */
    boolean isBlank() {
        return offset == 0 && length == 0 && crc == 0 && since == 0;
    }

    /** Whether there can be such a letter in a file of this many bytes. */
    boolean isWithin(long fileBytes) {
        return offset >= 0 && length > 0 && offset <= fileBytes - length;
    }
}
