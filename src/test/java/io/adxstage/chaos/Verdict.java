package io.adxstage.chaos;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of the numbers.
 *
 * @param acknowledged numbers that the broker took
 * @param lost acknowledged and not in the table
 * @param doubled numbers that are there more than once
 * @param extraRows rows beyond the first of each number
 */
record Verdict(int acknowledged, List<Integer> lost, List<Integer> doubled, long extraRows) {

    /**
     * @param counts how often each number is in the table
     * @param expected which numbers must be there
     */
    static Verdict of(BitSet expected, byte[] counts) {
        List<Integer> lost = expected.stream()
                .filter(n -> n >= counts.length || counts[n] == 0)
                .boxed()
                .toList();
        List<Integer> doubled = IntStream.range(0, counts.length)
                .filter(n -> counts[n] > 1)
                .boxed()
                .toList();
        long extra = doubled.stream().mapToLong(n -> counts[n] - 1).sum();
        return new Verdict(expected.cardinality(), lost, doubled, extra);
    }
}
