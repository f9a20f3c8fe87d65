package io.adxstage.adx;

import java.util.List;

/** Where the cluster would have data uploaded and announced, looked at without writing anything. */
public sealed interface Uploads {

    /** The cluster named these places; they can be looked at. */
    record Named(List<Place> containers, List<Place> queues) implements Uploads {

        public Named {
            containers = List.copyOf(containers);
            queues = List.copyOf(queues);
        }
    }

    /** It named none. */
    record NotNamed(Answer.Failed why) implements Uploads {}

    /** One place. */
    @FunctionalInterface
    interface Place {
        /** Asks for something that need not be there; blocks, and writes nothing. */
        Reach look();
    }
}
