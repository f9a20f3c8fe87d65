package io.adxstage.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes batch files: what came in while it wrote is its next write (group commit), so a slow disk
 * makes larger writes, not more of them.
 */
final class Committer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** How soon a write that failed is tried again, and how often a lasting trouble is logged. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ScheduledExecutorService thread;
    private final SpoolSettings.Spool settings;
    private final Set<OpenBatch> dirty = ConcurrentHashMap.newKeySet();
    private final Set<OpenBatch> unforced = ConcurrentHashMap.newKeySet();

    Committer(SpoolSettings.Spool settings) {
        this.settings = settings;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("spool-committer").daemon().factory());
        if (settings.sync() == SpoolSettings.Sync.INTERVAL) {
            long nanos = settings.syncInterval().toNanos();
            var unused = thread.scheduleWithFixedDelay(this::forceAll, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    boolean forcesEveryCommit() {
        return settings.sync() == SpoolSettings.Sync.ALWAYS;
    }

    /** Rows wait in this batch. */
    void dirty(OpenBatch batch) {
        if (dirty.add(batch)) {
            try {
                thread.execute(() -> commit(batch));
            } catch (RejectedExecutionException stopped) {
                throw new IllegalStateException("The spool is closed", stopped);
            }
        }
    }

    private void commit(OpenBatch batch) {
        dirty.remove(batch);
        String before = batch.trouble();
        try {
            batch.commit();
            if (settings.sync() == SpoolSettings.Sync.INTERVAL) {
                unforced.add(batch);
            }
            if (before != null) {
                log.info("The disk takes rows of batch {} again", batch.id());
            }
        } catch (IOException | RuntimeException | OutOfMemoryError full) {
            // Without memory as well: what was to be written is kept, and nobody else would come back for it.
            if (before == null) {
                log.warn(
                        "Rows of batch {} cannot be written, trying again every second: {}",
                        batch.id(),
                        full.toString());
            }
            // It stays dirty meanwhile: otherwise every row that comes in would start another series of retries.
            if (dirty.add(batch)) {
                var unused = thread.schedule(() -> commit(batch), PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Runs something on the committer's thread. */
    void soon(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException stopped) {
            log.debug("The spool is closed");
        }
    }

    private void forceAll() {
        for (OpenBatch batch : List.copyOf(unforced)) {
            unforced.remove(batch);
            try {
                batch.force();
            } catch (IOException failed) {
                unforced.add(batch);
                log.warn("Batch {} could not be synced: {}", batch.id(), failed.toString());
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("The spool could not write everything before the shutdown; the broker will send it again");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
