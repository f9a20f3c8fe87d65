package io.adxstage.adx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** One table, read again and again as long as somebody wants to know. What was known stays while the cluster is away. */
final class LiveTable {

    private static final Logger log = LoggerFactory.getLogger(LiveTable.class);

    static final Duration EVERY = Duration.ofMinutes(5);

    /** After a failure that may be over soon, and between two readings that were asked for. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Function<Duration, TableKnowledge> reader;
    private final TaskScheduler timer;
    private final List<Consumer<TableKnowledge>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile TableKnowledge knowledge = new TableKnowledge.Unknown("The table was not looked at yet.");
    private volatile Instant lastRead = Instant.EPOCH;
    private @Nullable ScheduledFuture<?> next;

    /** @param reader answers within the time it is given */
    LiveTable(Function<Duration, TableKnowledge> reader, TaskScheduler timer) {
        this.reader = reader;
        this.timer = timer;
    }

    TableKnowledge knowledge() {
        return knowledge;
    }

    void tell(Consumer<TableKnowledge> listener) {
        listeners.add(listener);
        if (lastRead.equals(Instant.EPOCH)) {
            readAfter(Duration.ZERO);
        } else {
            listener.accept(knowledge);
        }
    }

    /** Whether this was the last one; then nothing is read any more. */
    boolean tellNoMore(Consumer<TableKnowledge> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            cancel();
        }
        return listeners.isEmpty();
    }

    void refreshSoon() {
        if (lastRead.plus(SOON).isBefore(Instant.now())) {
            readAfter(Duration.ZERO);
        }
    }

    private synchronized void readAfter(Duration pause) {
        cancel();
        next = timer.schedule(this::read, Instant.now().plus(pause));
    }

    private synchronized void cancel() {
        if (next != null) {
            next.cancel(false);
        }
    }

    /** What was known stays while there is no answer. */
    static TableKnowledge after(TableKnowledge before, TableKnowledge now) {
        boolean stays = now instanceof TableKnowledge.Unknown && before instanceof TableKnowledge.Known;
        return stays ? before : now;
    }

    private void read() {
        if (listeners.isEmpty() || !reading.compareAndSet(false, true)) {
            return;
        }
        Duration pause = SOON;
        try {
            TableKnowledge now = reader.apply(PATIENCE);
            knowledge = after(knowledge, now);
            boolean mayChangeSoon = now instanceof TableKnowledge.Unknown || now instanceof TableKnowledge.Missing;
            pause = mayChangeSoon ? SOON : EVERY;
            // Before they are told: whoever joins meanwhile is told at once.
            lastRead = Instant.now();
            listeners.forEach(listener -> listener.accept(knowledge));
        } catch (RuntimeException unexpected) {
            log.warn("A table could not be looked at", unexpected);
        } finally {
            reading.set(false);
        }
        if (!listeners.isEmpty()) {
            readAfter(pause);
        }
    }
}
