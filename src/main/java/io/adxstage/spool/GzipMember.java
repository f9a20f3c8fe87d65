package io.adxstage.spool;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/**
 * One growing gzip member (RFC 1952) whose output can be cut at the end of every piece: each piece ends with a sync
 * flush, so that what is on disk up to there can be read, or completed, without what follows.
 */
final class GzipMember implements AutoCloseable {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** A last, empty deflate block (RFC 1951): ends a stream that stands at a sync flush. */
    private static final byte[] END = {3, 0};

    // Level 1: JSON lines shrink eightfold in less than half the time of level 6; see docs/decisions/0004.
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final ContinuedCrc rawCrc;
    private final byte[] buffer = new byte[64 * 1024];

    /** @param rawCrc of what the member holds already, 0 for nothing; it stands at a sync flush */
    GzipMember(long rawCrc) {
        this.rawCrc = new ContinuedCrc(rawCrc);
    }

    static byte[] header() {
        return HEADER.clone();
    }

    /** The compressed form of more bytes, up to a sync flush. */
    byte[] piece(byte[] raw, int length) {
        rawCrc.update(raw, length);
        deflater.setInput(raw, 0, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length / 4 + 64);
        int n;
        do {
            n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            out.write(buffer, 0, n);
        } while (n == buffer.length);
        return out.toByteArray();
    }

    long rawCrc() {
        return rawCrc.value();
    }

    /** What completes a member that stands at a sync flush. */
    static byte[] trailer(long rawCrc, long rawBytes) {
        return ByteBuffer.allocate(END.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(END)
                .putInt((int) rawCrc)
                .putInt((int) rawBytes)
                .array();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
