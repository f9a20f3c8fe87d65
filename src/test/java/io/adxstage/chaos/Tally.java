package io.adxstage.chaos;

import java.util.Arrays;

/** How often each number is in a table. A count stops at 127. */
final class Tally {

    private byte[] counts = new byte[1024];
    private long rows;
    private long different;
    private int highest = -1;

    void add(int number) {
        if (number >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(number + 1, counts.length * 2));
        }
        if (counts[number] == 0) {
            different++;
        }
        if (counts[number] < Byte.MAX_VALUE) {
            counts[number]++;
        }
        rows++;
        highest = Math.max(highest, number);
    }

    long rows() {
        return rows;
    }

    long different() {
        return different;
    }

    int highest() {
        return highest;
    }

    byte[] counts() {
        return Arrays.copyOf(counts, highest + 1);
    }
}
