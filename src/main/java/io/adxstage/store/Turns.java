package io.adxstage.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One change of a stage at a time, with its news: so they come in the order of the saves. Stages do not wait for each other. */
final class Turns {

    private final ConcurrentHashMap<String, Turn> waiting = new ConcurrentHashMap<>();

    <T> T take(String id, Supplier<T> change) {
        var turn = waiting.compute(id, (key, present) -> (present == null ? new Turn() : present).oneMore());
        turn.lock.lock();
        try {
            return change.get();
        } finally {
            turn.lock.unlock();
            waiting.compute(id, (key, present) -> turn.oneLess() ? null : present);
        }
    }

    /** The count is touched inside {@code compute} only, which is atomic for a key. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int count;

        Turn oneMore() {
            count++;
            return this;
        }

        boolean oneLess() {
            return --count == 0;
        }
    }
}
