package io.adxstage.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the stage files about once a second, from the moment the service runs until it stops. Looking finds every
 * change; the system's notices miss those that Kubernetes makes by swapping a symbolic link.
 */
@Component
class FileWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private final StageFiles files;
    private final StoreSettings settings;
    private @Nullable ScheduledExecutorService thread;

    FileWatch(StageFiles files, StoreSettings settings) {
        this.files = files;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (thread == null && settings.stagesFolder() != null) {
            long nanos = settings.stagesPollInterval().toNanos();
            thread = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("stage-files").daemon().factory());
            var unused = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdown();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** One look that fails must not be the last. */
    private void look() {
        try {
            files.look();
        } catch (RuntimeException e) {
            log.error(
                    "The stage files could not be looked at; the next look is in {}", settings.stagesPollInterval(), e);
        }
    }
}
