package io.adxstage.spool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an earlier run left.
 *
 * @param open batches that still take rows, oldest first; one at most, unless somebody put files there
 * @param sealed oldest first
 * @param accepted taken into charge, and not known to have arrived yet; oldest first
 * @param settled batches at their end: to be counted, then {@linkplain StageSpool#forget forgotten}
 */
public record Recovered(
        List<OpenBatch> open, List<SealedBatch> sealed, List<SealedBatch> accepted, List<Settled> settled) {

    static Recovered nothing() {
        return new Recovered(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void sort() {
        open.sort(Comparator.comparing(OpenBatch::createdAt));
        sealed.sort(Comparator.comparing(SealedBatch::createdAt));
        accepted.sort(Comparator.comparing(SealedBatch::createdAt));
    }
}
