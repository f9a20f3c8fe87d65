package io.adxstage.spool;

import java.util.zip.CRC32;

/**
 * A CRC-32 that goes on from a known value, which {@link CRC32} cannot: the value so far is shifted by what came since,
 * as a multiplication of polynomials over GF(2) modulo the one of CRC-32 (RFC 1952, section 8).
 */
final class ContinuedCrc {

    /** Bits in reverse: the highest one stands for x to the power of 0. */
    private static final int POLYNOMIAL = 0xedb88320;

    private static final int ONE = 0x80000000;
    private static final int X = 0x40000000;

    private final int before;
    private final CRC32 since = new CRC32();
    private long length;

    ContinuedCrc(long before) {
        this.before = (int) before;
    }

    void update(byte[] bytes, int count) {
        since.update(bytes, 0, count);
        length += count;
    }

    long value() {
        int shifted = length == 0 ? before : times(before, powerOfX(8 * length));
        return (shifted ^ (int) since.getValue()) & 0xffffffffL;
    }

    private static int powerOfX(long exponent) {
        int power = ONE;
        int square = X;
        for (long left = exponent; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = times(power, square);
            }
            square = times(square, square);
        }
        return power;
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = 31; bit >= 0; bit--) {
            if ((a >>> bit & 1) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
