package io.adxstage.doctor;

import java.util.List;

/** Hears of checks while they are made; by one thread, the one that asked for the examination. */
public interface Progress {

    /** For whoever waits for the whole. */
    Progress UNHEARD = new Progress() {
        @Override
        public void begun(List<Look> looks) {}

        @Override
        public void done(int place, Check check) {}
    };

    /**
     * A check that is under way.
     *
     * @param about as in {@link Check#about()}
     */
    record Look(Subject subject, String about) {}

    /** Everything that is looked at, in the order in which it is told in the end. */
    void begun(List<Look> looks);

    /** @param place in that order, from 0 */
    void done(int place, Check check);
}
