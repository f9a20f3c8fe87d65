package io.adxstage.letters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes boxes on disk: what came in while it wrote is its next write. Being one, and never
 * interrupted, it needs no locks around files.
 */
final class LetterWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LetterWriter.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("letters-writer").daemon().factory());
    private final Set<LetterBox> dirty = ConcurrentHashMap.newKeySet();

    /** Letters wait in this box. */
    void dirty(LetterBox box) {
        if (dirty.add(box)) {
            try {
                thread.execute(() -> commit(box));
            } catch (RejectedExecutionException stopped) {
                throw new IllegalStateException("The dead letters are closed", stopped);
            }
        }
    }

    private void commit(LetterBox box) {
        dirty.remove(box);
        if (box.commit()) {
            return;
        }
        // It stays dirty until the next attempt: otherwise every letter that comes in would start another series.
        if (dirty.add(box)) {
            try {
                var unused = thread.schedule(() -> commit(box), 1, TimeUnit.SECONDS);
            } catch (RejectedExecutionException stopped) {
                log.warn("Dead letters could not be written before the shutdown; the broker will send them again");
            }
        }
    }

    /** Does something to the files, and waits for it, whoever interrupts. */
    <T> T run(Callable<T> task) {
        try {
            return CompletableFuture.supplyAsync(() -> called(task), thread).join();
        } catch (RejectedExecutionException stopped) {
            throw new IllegalStateException("The dead letters are closed", stopped);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static <T> T called(Callable<T> task) {
        try {
            return task.call();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The dead letters cannot be changed on disk: " + failed.getMessage(), failed);
        } catch (RuntimeException unexpected) {
            throw unexpected;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    void everyMinute(Runnable task) {
        var unused = thread.scheduleWithFixedDelay(task, 1, 1, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("Dead letters could not be written before the shutdown; the broker will send them again");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
