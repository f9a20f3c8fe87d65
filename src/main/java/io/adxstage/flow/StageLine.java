package io.adxstage.flow;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Destination;
import io.adxstage.adx.Finding;
import io.adxstage.adx.LiveTables;
import io.adxstage.letters.Kept;
import io.adxstage.letters.LetterBox;
import io.adxstage.mqtt.MqttInbound;
import io.adxstage.mqtt.MqttInbounds;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.Recovered;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Input;
import io.adxstage.stage.Problem;
import io.adxstage.stage.SecretUnavailable;
import io.adxstage.store.StoredStage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.messaging.MessagingException;
import org.springframework.scheduling.TaskScheduler;

/**
 * A stage through all its versions: at most one run at a time, and the books that outlive it. Starting and stopping is
 * done under the line's lock; asking is not.
 */
final class StageLine {

    private static final Logger log = LoggerFactory.getLogger(StageLine.class);

    /** What every line needs. */
    record Parts(
            StageSpools spools,
            Clusters clusters,
            LiveTables tables,
            MqttInbounds inbounds,
            TaskScheduler timer,
            IntegrationFlowContext flows,
            SecretPrints prints,
            Optional<Input> defaultInput) {}

    private final String id;
    private final Parts parts;
    private final StageSpool spool;
    private final Books books;
    private final LetterBox letters;
    private final List<OpenBatch> leftOpen = new ArrayList<>();

    /** Not a monitor: on a JDK before 24 a virtual thread that waits for a cluster inside one keeps its carrier. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile @Nullable StageRun run;
    private volatile @Nullable String cannotRun;
    private volatile @Nullable StoredStage applied;
    private String secretPrint = "";
    private boolean closed;
    private volatile boolean removed;
    private boolean unread;

    StageLine(String id, Parts parts) {
        this.id = id;
        this.parts = parts;
        this.spool = parts.spools().spool(id);
        this.letters = parts.spools().letters(id);
        this.books = new Books(
                parts.spools().booksFile(id), spool, letters, parts.spools().accepted());
        try {
            Recovered found = spool.recover();
            long replayed = finishReplay();
            books.recovered(found);
            books.replayedBefore(replayed);
            leftOpen.addAll(found.open());
        } catch (UncheckedIOException unreadable) {
            cannotRun = unreadable.getMessage() + "; the log tells more.";
            closed = true;
            unread = true;
            log.error("Stage {} cannot run", id, unreadable);
        }
    }

    /**
     * A replay that a crash cut off: letters whose rows are on disk go. Only those before the first whose rows are not:
     * that one, and what is behind it, stays for the next replay. Answers how many stay though their rows are on disk.
     */
    private long finishReplay() {
        List<Kept> left = letters.oldest(Replaying.CHUNK);
        List<Kept> done = left.stream().takeWhile(this::isReplayed).toList();
        try {
            if (!done.isEmpty()) {
                letters.removeThrough(done.getLast().id());
                left = left.subList(done.size(), left.size());
            }
        } catch (RuntimeException notNow) {
            log.warn("Stage {}: replayed dead letters stay until they are replayed again", id, notNow);
        }
        return left.stream().filter(this::isReplayed).count();
    }

    private boolean isReplayed(Kept letter) {
        return spool.redeliveries().hold(Portion.mark(letter));
    }

    /** A person gives all dead letters up; answers how many. */
    long deleteLetters() {
        return books.dropLetters(this::isReplayed);
    }

    /** Whether nobody knows what the spool holds, because it could not be read. */
    boolean isUnread() {
        return unread;
    }

    /** As whom the stage asks its cluster, running or not; absent where it was not applied yet. */
    Optional<Authentication> authentication() {
        return Optional.ofNullable(applied).map(stored -> stored.stage().authentication());
    }

    /** What the cluster told of an accepted batch. */
    void found(SealedBatch batch, Finding finding) {
        books.found(batch, finding);
        StageRun running = run;
        if (running != null) {
            switch (finding) {
                case Finding.Arrived arrived -> running.health().arrived();
                case Finding.Rejected rejected -> running.health().rejected(rejected.reason());
                case Finding.Waiting nothing -> {}
                case Finding.Hidden nothing -> {}
            }
        }
    }

    /** Whether it holds rows that nobody sends, because its stage is not known any more since a restart. */
    boolean isLeftOver() {
        return applied == null && run == null && !removed && books.undelivered() > 0;
    }

    Books books() {
        return books;
    }

    LetterBox letters() {
        return letters;
    }

    @Nullable
    StageRun run() {
        return run;
    }

    /** Why the stage cannot run as it is; absent when all is well. */
    @Nullable
    String cannotRun() {
        return cannotRun;
    }

    /** To be called now and then. */
    void lookAfter() {
        StageRun running = run;
        if (running != null) {
            running.relieve();
            running.tableCheck().lookAfter();
        }
        letters.sweep();
        books.settle();
    }

    /**
     * Brings what runs in line with what is stored. Does nothing where it is already.
     *
     * @param asStored asked under the line's lock: what was read before it may be older than what was applied meanwhile
     */
    void apply(Supplier<Optional<StoredStage>> asStored) {
        turn.lock();
        try {
            asStored.get().ifPresent(this::apply);
        } finally {
            turn.unlock();
        }
    }

    private void apply(StoredStage stored) {
        String print = parts.prints().of(stored.stage(), parts.defaultInput());
        StoredStage before = applied;
        if (closed || (before != null && before.version() == stored.version() && print.equals(secretPrint))) {
            return;
        }
        stopRun();
        if (before != null && before.version() != stored.version()) {
            // A changed configuration is a person's answer to what failed.
            books.failedBatches().stream().filter(SealedBatch::hasFile).forEach(SealedBatch::requeued);
        }
        if (before != null) {
            endSessionOf(before, stored);
        }
        applied = stored;
        secretPrint = print;
        removed = false;
        start(stored, stored.enabled());
    }

    private void start(StoredStage stored, boolean enabled) {
        if (!stored.problems().isEmpty()) {
            cannotRun = "The stage cannot run as it is stored: mend it and save it anew. "
                    + stored.problems().stream().map(Problem::sentence).collect(Collectors.joining(" "));
            return;
        }
        if (!enabled && books.toDeliver() == 0) {
            cannotRun = null;
            return;
        }
        Input input = input(stored);
        if (enabled && input == null) {
            cannotRun =
                    "The stage has no input, and this instance has no default one: add an input to the stage, or set"
                            + " adx-stage.input.broker and adx-stage.input.topics.";
            return;
        }
        try {
            run = new StageRun(
                    id,
                    stored.stage(),
                    input,
                    enabled && input != null ? watcher -> parts.inbounds().of(id, input, watcher) : null,
                    parts.clusters(),
                    parts.tables(),
                    spool,
                    leftOpen,
                    books,
                    letters,
                    parts.timer(),
                    parts.flows());
            cannotRun = null;
            log.info(
                    "Stage {} ({}), version {}: {}",
                    id,
                    stored.stage().displayName(),
                    stored.version(),
                    enabled ? "started" : "drains");
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            cannotRun = unusable.getMessage();
            log.error("Stage {} cannot run: {}", id, unusable.getMessage());
        } catch (RuntimeException unexpected) {
            cannotRun = "The stage could not be started; the log tells more.";
            log.error("Stage {} could not be started", id, unexpected);
        }
    }

    private @Nullable Input input(StoredStage stored) {
        Input own = stored.stage().input();
        return own != null ? own : parts.defaultInput().orElse(null);
    }

    /** Of a stage that went to another broker, or under another client id: the old one holds messages for nobody. */
    private void endSessionOf(StoredStage before, StoredStage now) {
        Input old = input(before);
        Input today = input(now);
        if (old == null || today == null || parts.inbounds().isSameSession(id, old, today)) {
            return;
        }
        // Off this thread: that broker may be the one that is gone. What is remembered is looked at before it changes.
        leftBehind(old)
                .ifPresent(left -> Thread.ofVirtual().name("end-session-" + id).start(left::endSession));
    }

    private Optional<MqttInbound> leftBehind(@Nullable Input of) {
        try {
            return of == null ? Optional.empty() : parts.inbounds().leftBehind(id, of);
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            log.warn(
                    "Stage {}: its session at {} stays until it expires: {}",
                    id,
                    of == null ? "" : of.broker().getHost(),
                    unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Sends a failed batch again; to the stage's target of today, if asked to. */
    BatchAction retry(UUID batchId, RetryTarget target) {
        turn.lock();
        try {
            Optional<SealedBatch> failed = books.failedBatch(batchId);
            if (failed.isEmpty()) {
                return refusal(batchId.toString());
            }
            StageRun running = run;
            StoredStage stored = applied;
            if (running == null || stored == null) {
                return new BatchAction.NotNow("The stage does not run, so nothing can be sent"
                        + (cannotRun == null ? "." : ": " + cannotRun));
            }
            SealedBatch batch = failed.get();
            if (!batch.hasFile()) {
                return new BatchAction.NotNow(
                        "The rows of this batch are not here any more: they were deleted after the"
                                + " cluster had accepted it (adx-stage.adx.keep-accepted), or made room for others. What is left is"
                                + " their number.");
            }
            if (target == RetryTarget.CURRENT) {
                Destination today = Destination.of(stored.stage());
                batch.requeued(Destinations.label(new Destination(
                        today.clusterUrl(),
                        today.database(),
                        today.table(),
                        Destinations.read(batch.label()).columns())));
            } else {
                batch.requeued();
            }
            running.send(batch);
            return new BatchAction.Done(BatchView.of(batch, "sealed"));
        } finally {
            turn.unlock();
        }
    }

    private BatchAction refusal(String batchId) {
        return books.batches().stream()
                .filter(batch -> batch.id().equals(batchId))
                .findFirst()
                .<BatchAction>map(batch -> new BatchAction.NotNow(
                        batch.state().equals("failed")
                                ? "The batch is damaged on disk and cannot be sent."
                                : "Only a failed batch can be sent again; this one is " + batch.state() + "."))
                .orElseGet(BatchAction.NoSuchBatch::new);
    }

    /** Not under the line's lock: it may take long, and a stop must be able to end it. */
    Replay replay() {
        StageRun running = run;
        if (running == null) {
            return new Replay.NotNow(
                    "The stage does not run" + (cannotRun == null ? ": start it first." : ": " + cannotRun));
        }
        try {
            return running.replay();
        } catch (IllegalStateException | MessagingException stopped) {
            return new Replay.NotNow("The stage was stopped or changed in the meantime; replay the others again.");
        }
    }

    private void stopRun() {
        StageRun running = run;
        if (running != null) {
            run = null;
            running.stop();
        }
    }

    /** Stops and keeps everything: the service goes down. */
    void shutDown() {
        turn.lock();
        try {
            closed = true;
            stopRun();
            books.settle();
            books.close();
        } finally {
            turn.unlock();
        }
    }

    /**
     * The stage is gone from the store. With {@code discard}, or with nothing left to send, its files go as well;
     * otherwise they stay until they are sent, and the answer is false.
     */
    boolean remove(StoredStage last, boolean discard, boolean endSession) {
        turn.lock();
        try {
            StageRun running = run;
            if (running != null) {
                run = null;
                if (discard) {
                    running.abandon();
                } else {
                    running.stop();
                }
            }
            boolean isEnded = running != null && endSession && running.endSession();
            if (endSession && !isEnded) {
                // It does not run, but it did.
                leftBehind(input(last)).ifPresent(MqttInbound::endSession);
            }
            if (!discard && unread) {
                return false;
            }
            if (!discard && books.undelivered() > 0) {
                applied = null;
                removed = true;
                start(last, false);
                return false;
            }
            end(discard);
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** Dead letters are given up only where somebody says so: those of a file's stage are there again when the file is. */
    private void end(boolean discard) {
        closed = true;
        books.close();
        if (discard || letters.count() == 0) {
            parts.spools().delete(id);
        }
    }

    /** Ends the line of a removed stage once everything is sent. */
    boolean endIfDrained() {
        turn.lock();
        try {
            if (!removed || closed || books.undelivered() > 0) {
                return false;
            }
            stopRun();
            end(false);
            return true;
        } finally {
            turn.unlock();
        }
    }
}
