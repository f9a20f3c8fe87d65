package io.adxstage.flow;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Destination;
import io.adxstage.adx.LiveTables;
import io.adxstage.letters.LetterPage;
import io.adxstage.mqtt.MqttInbounds;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import io.adxstage.stage.StageReader;
import io.adxstage.store.StageRemoved;
import io.adxstage.store.StageSaved;
import io.adxstage.store.Stages;
import io.adxstage.store.StoredStage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.integration.dsl.context.IntegrationFlowContext;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;

/** The stages that run here: started and stopped with the news of the store, asked by API and pages how they are. */
@Component
public class RunningStages implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunningStages.class);

    private static final Duration LOOK_AFTER = Duration.ofSeconds(5);
    private static final Duration FOLLOW = Duration.ofSeconds(1);

    private final Stages stages;
    private final StageLine.Parts parts;
    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final Map<String, StageLine> lines = new ConcurrentHashMap<>();
    private final Set<String> discarded = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    RunningStages(
            Stages stages,
            StageSpools spools,
            Clusters clusters,
            LiveTables tables,
            MqttInbounds inbounds,
            IntegrationFlowContext flows,
            SecretPrints prints,
            DefaultInput defaultInput,
            StageReader reader) {
        this.stages = stages;
        timer.setVirtualThreads(true);
        timer.setThreadNamePrefix("stage-timer-");
        this.parts = new StageLine.Parts(
                spools, clusters, tables, inbounds, timer, flows, prints, defaultInput.read(reader));
    }

    @EventListener(ApplicationReadyEvent.class)
    void startAll() {
        Set<String> known = stages.all().stream().map(StoredStage::id).collect(Collectors.toSet());
        for (String id : parts.spools().ids()) {
            if (!known.contains(id)) {
                // What it holds is counted, and shown; without its stage nobody knows as whom to send it.
                lines.computeIfAbsent(id, one -> new StageLine(one, parts));
            }
        }
        leftOver()
                .forEach((id, rows) -> log.warn(
                        "The spool holds {} rows of stage {}, which is not there any more. They stay; they are sent when a stage"
                                + " with this id is there again: put its file back.",
                        rows,
                        id));
        stages.all().forEach(this::applyInBackground);
        var unused = timer.scheduleWithFixedDelay(this::lookAfter, LOOK_AFTER);
        followAccepted();
    }

    private void followAccepted() {
        Arrivals arrivals = new Arrivals(parts.clusters());
        var unused = timer.scheduleWithFixedDelay(() -> arrivals.look(lines.values()), FOLLOW);
    }

    /** Takes up rotated secrets, and ends what has drained. */
    private void lookAfter() {
        lines.forEach((id, line) -> {
            try {
                line.lookAfter();
                line.apply(() -> stages.find(id));
            } catch (RuntimeException notNow) {
                log.warn("Stage {} could not be looked after, trying again soon", id, notNow);
            }
        });
        lines.values().removeIf(StageLine::endIfDrained);
    }

    @EventListener
    void saved(StageSaved news) {
        if (running) {
            applyInBackground(news.stage());
        }
    }

    @EventListener
    void removed(StageRemoved news) {
        StoredStage last = news.stage();
        boolean byHand = last.source() == StoredStage.Source.STORE;
        boolean discard = discarded.remove(last.id());
        line(last.id()).ifPresent(line -> {
            if (line.remove(last, discard, byHand)) {
                lines.remove(last.id());
            }
        });
    }

    /** Off the caller's thread: a stop may wait for an attempt under way. The line's lock keeps the order. */
    private void applyInBackground(StoredStage stored) {
        Thread.ofVirtual().name("apply-" + stored.id()).start(() -> {
            StageLine line = lines.computeIfAbsent(stored.id(), id -> new StageLine(id, parts));
            line.apply(() -> stages.find(stored.id()));
        });
    }

    /** Early after the start nobody may take a stage's spool for empty only because it was not read yet. */
    private @Nullable StageLine recoveredLine(String id, boolean isStored) {
        return isStored && running ? lines.computeIfAbsent(id, one -> new StageLine(one, parts)) : lines.get(id);
    }

    private Optional<StageLine> line(String id) {
        return Optional.ofNullable(lines.get(id));
    }

    /** How a stage is; one that the store knows has a status, running or not. */
    public StageStatus status(String id) {
        Optional<StoredStage> stored = stages.find(id);
        return StatusReport.of(stored.orElse(null), recoveredLine(id, stored.isPresent()));
    }

    /** Rows by the minute over the last hour, as far as this service counted them. */
    public History history(String id) {
        return line(id).map(line -> line.books().history()).orElseGet(() -> History.none(Instant.now()));
    }

    /** Rows of stages that are not there any more and cannot be sent without them, by the stage's id. */
    public Map<String, Long> leftOver() {
        Map<String, Long> leftOver = new TreeMap<>();
        lines.forEach((id, line) -> {
            if (line.isLeftOver()) {
                leftOver.put(id, line.books().undelivered());
            }
        });
        return leftOver;
    }

    /** What a stage takes messages from: its own input or the instance's; empty where there is neither. */
    public Optional<Input> input(Stage stage) {
        return Optional.ofNullable(stage.input()).or(parts::defaultInput);
    }

    /** Seals the open batch and sends it now. */
    public void flush(String id) {
        line(id).map(StageLine::run).ifPresent(StageRun::flush);
    }

    /** Deletes a stage, its files and its broker session. Refuses to lose rows unless told to. */
    public Removal remove(String id, boolean discard, String who) {
        Optional<StoredStage> stored = stages.find(id);
        if (stored.isEmpty()) {
            return new Removal.NoSuchStage();
        }
        if (stored.get().source() == StoredStage.Source.FILE) {
            return new Removal.ReadOnly();
        }
        StageLine recovered = recoveredLine(id, true);
        if (recovered != null && recovered.isUnread() && !discard) {
            return new Removal.Unread();
        }
        long undelivered = recovered == null ? 0 : recovered.books().undelivered();
        if (undelivered > 0 && !discard && recovered != null) {
            return new Removal.Undelivered(undelivered, recovered.letters().count());
        }
        if (discard) {
            discarded.add(id);
        }
        try {
            return stages.remove(id, who).isPresent() ? new Removal.Removed() : new Removal.NoSuchStage();
        } finally {
            discarded.remove(id);
        }
    }

    /** Recent batches, newest first. */
    public List<BatchView> batches(String id) {
        return line(id).map(line -> line.books().batches()).orElse(List.of());
    }

    /** Deletes a failed batch by hand; false where there is no such failed batch. */
    public boolean deleteBatch(String id, String batchId) {
        StageLine line = lines.get(id);
        if (line == null) {
            return false;
        }
        Optional<SealedBatch> failed = uuid(batchId).flatMap(line.books()::failedBatch);
        failed.ifPresent(line.books()::dropped);
        return failed.isPresent() || line.books().damagedDropped(batchId);
    }

    /** Sends a failed batch again, to the target that it was collected for or to that of today's stage. */
    public BatchAction retryBatch(String id, String batchId, RetryTarget target) {
        return line(id).flatMap(line -> uuid(batchId).map(batch -> line.retry(batch, target)))
                .orElseGet(BatchAction.NoSuchBatch::new);
    }

    /**
     * Creates the mapping that streaming the stage's columns needs, and the one that a batch collected for others lacked.
     * Runs or not: a stage may be prepared before it streams.
     */
    public MappingCreation createMapping(String id) {
        Optional<StoredStage> stored = stages.find(id);
        if (stored.isEmpty()) {
            return new MappingCreation.NoSuchStage();
        }
        if (!stored.get().problems().isEmpty()) {
            return new MappingCreation.NotNow("The stage's document has problems: mend them first.");
        }
        Optional<DeliveryNotes> notes = line(id).map(StageLine::run).map(StageRun::deliveryNotes);
        Set<Destination> targets = new LinkedHashSet<>();
        targets.add(Destination.of(stored.get().stage()));
        notes.flatMap(DeliveryNotes::lacksMapping).ifPresent(targets::add);
        MappingCreation creation = new Mappings(parts.clusters())
                .create(targets, stored.get().stage().authentication());
        if (creation instanceof MappingCreation.Done) {
            notes.ifPresent(DeliveryNotes::tryAgain);
        }
        return creation;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(text)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Dead letters, oldest first. */
    public LetterPage deadLetters(String id, int offset, int limit) {
        return line(id).map(line -> line.letters().page(offset, limit)).orElse(new LetterPage(List.of(), 0));
    }

    /** Writes all dead letters, oldest first, a line of JSON each. */
    public void downloadDeadLetters(String id, OutputStream to) throws IOException {
        StageLine line = lines.get(id);
        if (line != null) {
            line.letters().writeTo(to);
        }
    }

    /** Takes all dead letters through the stage as it is now; what still becomes no row stays a dead letter. */
    public Replay replayDeadLetters(String id) {
        return line(id).map(StageLine::replay)
                .orElseGet(() -> new Replay.NotNow("The stage does not run: start it first."));
    }

    /** Deletes all dead letters by hand and answers how many. */
    public long deleteDeadLetters(String id) {
        return line(id).map(StageLine::deleteLetters).orElse(0L);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Seals and keeps: what is not sent is sent after the next start. */
    @Override
    public void stop() {
        running = false;
        timer.close();
        List<Thread> stopping = lines.values().stream()
                .map(line -> Thread.ofVirtual().start(line::shutDown))
                .toList();
        for (Thread one : stopping) {
            try {
                one.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started last and stopped first, so that the flows still have everything they need. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
