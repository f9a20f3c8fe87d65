package io.adxstage.adx;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cluster's upload area for an hour, and asks anew when somebody doubts it. Where several want it at once one asks
 * for all. Thread-safe.
 */
final class UploadAreas {

    /** As the vendor's own clients have it. */
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    /** An area that could not be renewed, and that nobody doubts, is used for this long before the next try. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Supplier<UploadArea> source;
    private @Nullable UploadArea known;
    private Instant due = Instant.MIN;
    private @Nullable FutureTask<UploadArea> asking;

    /** @param source asks the cluster; blocks, and throws where it has no answer */
    UploadAreas(Supplier<UploadArea> source) {
        this.source = source;
    }

    /** @throws ExecutionException where the cluster did not tell; its cause says why */
    UploadArea current() throws InterruptedException, ExecutionException {
        FutureTask<UploadArea> answer;
        boolean mine = false;
        synchronized (this) {
            if (known != null && Instant.now().isBefore(due)) {
                return known;
            }
            if (asking == null) {
                asking = new FutureTask<>(this::ask);
                mine = true;
            }
            answer = asking;
        }
        if (mine) {
            answer.run();
        }
        return answer.get();
    }

    private UploadArea ask() {
        try {
            return learned(source.get(), GOOD_FOR);
        } catch (RuntimeException noAnswer) {
            return undoubted(noAnswer);
        } finally {
            synchronized (this) {
                asking = null;
            }
        }
    }

    private synchronized UploadArea learned(UploadArea area, Duration goodFor) {
        known = area;
        due = Instant.now().plus(goodFor);
        return area;
    }

    private synchronized UploadArea undoubted(RuntimeException noAnswer) {
        if (known == null) {
            throw noAnswer;
        }
        return learned(known, GRACE);
    }

    /** It did not work: the next one to ask gets a new one. */
    synchronized void doubt(UploadArea area) {
        if (area.equals(known)) {
            known = null;
        }
    }
}
