package io.adxstage.adx;

import org.jspecify.annotations.Nullable;

/** What came of sending a batch. */
public sealed interface Delivery {

    /**
     * The cluster took charge of it.
     *
     * @param arrived whether its rows are in the table already, so that nothing has to be waited for
     * @param receipt by which the cluster can be asked later what came of it; to be kept as it is
     */
    record Accepted(boolean arrived, @Nullable String receipt) implements Delivery {

        /** Into its queue. */
        public Accepted() {
            this(false);
        }

        public Accepted(boolean arrived) {
            this(arrived, null);
        }
    }

    /**
     * Not this time.
     *
     * @param mayHaveArrived whether the cluster may have taken it all the same: the answer never came
     * @param trouble what kind of thing stood in the way
     */
    record TryAgain(String reason, boolean mayHaveArrived, Trouble trouble) implements Delivery {

        public TryAgain(String reason, boolean mayHaveArrived) {
            this(reason, mayHaveArrived, Trouble.OTHER);
        }
    }

    /** Never as it is: the answer is about the batch itself. */
    record Refused(String reason) implements Delivery {}
}
