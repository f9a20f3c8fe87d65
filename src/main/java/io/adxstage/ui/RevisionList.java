package io.adxstage.ui;

import io.adxstage.store.Revision;
import io.adxstage.store.StoredStage;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of a stage, newest first, each with what it changed.
 *
 * @param all how many there are; more than are listed, maybe
 */
record RevisionList(StoredStage stored, List<Line> lines, int all) {

    /** A longer list is of no use to people; the API has all. */
    private static final int MOST = 100;

    RevisionList {
        lines = List.copyOf(lines);
    }

    /**
     * @param before the version before it; 0 where it is the first
     * @param changes in the order of the document; the first few
     * @param more how many changes are not told
     */
    record Line(Revision revision, boolean current, long before, List<Difference.Change> changes, int more) {

        private static final int TOLD = 4;

        static Line of(Revision revision, boolean current, Revision before) {
            var changes = Difference.between(before.document(), revision.document());
            return new Line(
                    revision,
                    current,
                    before.version(),
                    changes.stream().limit(TOLD).toList(),
                    Math.max(0, changes.size() - TOLD));
        }

        public boolean isFirst() {
            return before == 0;
        }
    }

    static RevisionList of(StoredStage stored, List<Revision> newestFirst) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, newestFirst.size()); i++) {
            Revision revision = newestFirst.get(i);
            boolean current = revision.version() == stored.version();
            lines.add(
                    i + 1 < newestFirst.size()
                            ? Line.of(revision, current, newestFirst.get(i + 1))
                            : new Line(revision, current, 0, List.of(), 0));
        }
        return new RevisionList(stored, lines, newestFirst.size());
    }

    public boolean kept() {
        return stored.source() == StoredStage.Source.FILE;
    }
}
