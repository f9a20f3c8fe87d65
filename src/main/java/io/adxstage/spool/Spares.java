package io.adxstage.spool;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches whose rows are kept though they were taken into charge, those of all stages, the first to come first. They make
 * room where rows need it that nobody has taken yet. Thread-safe.
 */
final class Spares {

    private static final Logger log = LoggerFactory.getLogger(Spares.class);

    private final Set<SealedBatch> batches = new LinkedHashSet<>();

    synchronized void add(SealedBatch batch) {
        batches.add(batch);
    }

    synchronized void remove(SealedBatch batch) {
        batches.remove(batch);
    }

    /** Forgets those of a folder that goes. */
    synchronized void forget(Path folder) {
        batches.removeIf(batch -> batch.file().startsWith(folder));
    }

    private synchronized @Nullable SealedBatch next() {
        Iterator<SealedBatch> all = batches.iterator();
        return all.hasNext() ? all.next() : null;
    }

    /** Deletes the rows of one batch; answers whether there was one. */
    boolean free() {
        for (SealedBatch batch = next(); batch != null; batch = next()) {
            // Not inside this lock: a batch calls here inside its own.
            if (batch.release() > 0) {
                log.info("The rows of batch {} make room; whether it arrives is still followed", batch.id());
                return true;
            }
        }
        return false;
    }
}
